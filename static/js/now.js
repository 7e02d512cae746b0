// Says which of the convenings on the page is on, which is next, which was the last one, and puts
// that one first. The page itself holds only dates, so it stays the same for everyone.
const list = document.querySelector("[data-now-and-next]");
if (list) {
  const today = new Date().toLocaleDateString("en-CA");
  const rows = [...list.querySelectorAll("[data-starts]")];
  const on = rows.find((row) => row.dataset.starts <= today && today <= row.dataset.ends);
  const next = rows.filter((row) => row.dataset.starts > today).pop();
  const last = rows.find((row) => row.dataset.ends < today);
  const chosen = on || next || last;
  if (chosen) {
    const words = chosen === on ? "on" : chosen === next ? "next" : "last";
    const moment = chosen.querySelector(".moment");
    moment.textContent = list.dataset[words];
    moment.hidden = false;
    chosen.hidden = false;
    rows[0].before(chosen);
  }
}
