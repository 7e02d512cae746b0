// While a file is being checked or written, fetches the page again and puts its middle in place.
"use strict";
{
  const again = async () => {
    const shown = document.getElementById("import");
    if (!shown || !("runs" in shown.dataset)) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("import");
      if (answer.ok && fresh) {
        if (!("runs" in fresh.dataset)) return location.reload();
        shown.replaceWith(fresh);
      }
    } catch {
      // The network is away for a moment: the next time will tell.
    }
    setTimeout(again, 1500);
  };
  setTimeout(again, 1500);
}
