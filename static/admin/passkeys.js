/* Says in the page why a passkey did not work, which allauth's own script leaves to the console. */
"use strict";
{
  const { refused, address } = document.currentScript.dataset;

  const say = (text) => {
    document.querySelector(".passkey-failed")?.remove();
    const note = document.createElement("p");
    note.className = "notice passkey-failed";
    note.setAttribute("role", "alert");
    note.textContent = text;
    document.querySelector("#content h1").after(note);
  };

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    say(event.detail.exception?.name === "SecurityError" ? address : refused);
  });
}
