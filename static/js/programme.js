// Says what of the programme is on now and what is next, in a card above it, and offers the time of
// the reader's own zone. The page itself holds only hours, so it stays the same for everyone.
const LOOK_AGAIN = 30_000;
const MINUTE = 60_000;
const locale = `${document.documentElement.lang}-u-nu-latn`; // digits as everywhere on the page

// Zones that browsers still call by a former name.
const PRESENT_NAMES = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Europe/Kiev": "Europe/Kyiv",
};

const offer = document.querySelector("[data-zone-offer]");
const card = document.querySelector("[data-now-next]");
const rows = [...document.querySelectorAll("tr[data-starts]")].map((row) => ({
  row,
  starts: new Date(row.dataset.starts),
  ends: row.dataset.ends && new Date(row.dataset.ends),
}));
const taken = rows.filter(({ row }) => !("off" in row.dataset));

if (offer && rows.length) offerOwnZone();
if (offer && card && taken.length) {
  look();
  setInterval(look, LOOK_AGAIN);
  document.addEventListener("visibilitychange", look);
}

function offerOwnZone() {
  const reported = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = PRESENT_NAMES[reported] ?? reported;
  const shown = [offer.dataset.zone, offer.dataset.secondZone].filter(Boolean);
  const same = (zone) => hourIn(zone, rows[0].starts) === hourIn(reported, rows[0].starts);
  if (!own || shown.some(same)) return;
  const city = own.split("/").pop().replaceAll("_", " ");
  offer.textContent = offer.dataset.zoneOffer.replace("%(zone)s", city);
  offer.search = `?tz=${own}`;
  offer.hidden = false;
}

function hourIn(timeZone, moment) {
  return moment.toLocaleString("en", { timeZone });
}

function dayIn(timeZone, moment) {
  return moment.toLocaleDateString("en-CA", { timeZone });
}

// Shows what is on and next; draws the card anew, and announces it, only when that is another row.
function look() {
  const now = new Date();
  const [on, next] = isOneOfItsDays(now) ? [onAt(now), nextAfter(now)] : [[], []];
  const chosen = [...on.map((row) => [row, "now"]), ...next.map((row) => [row, "next"])];
  const key = chosen.map(([{ row }, word]) => word + rows.findIndex((r) => r.row === row)).join();
  if (key !== card.dataset.shown) {
    draw(chosen);
    if (card.dataset.shown !== undefined) announce(chosen);
    card.dataset.shown = key;
  }
  for (const line of card.querySelectorAll("[data-until]")) {
    line.textContent = till(new Date(line.dataset.until), now);
  }
}

function isOneOfItsDays(now) {
  const days = rows.map(({ starts }) => dayIn(offer.dataset.zone, starts)).sort();
  const today = dayIn(offer.dataset.zone, now);
  return days[0] <= today && today <= days.at(-1);
}

// What began and has not ended. Of an unknown end is known only that the next row comes after it.
function onAt(now) {
  const day = (moment) => dayIn(offer.dataset.zone, moment);
  const endOf = ({ starts, ends }) =>
    ends ?? taken.find((o) => o.starts > starts && day(o.starts) === day(starts))?.starts ?? starts;
  return taken.filter((row) => row.starts <= now && now < endOf(row));
}

// What begins first of all that is to come; nobody waits for a break.
function nextAfter(now) {
  const coming = taken.filter(({ row, starts }) => starts > now && !("break" in row.dataset));
  const first = Math.min(...coming.map(({ starts }) => starts));
  return coming.filter(({ starts }) => Number(starts) === first);
}

function draw(chosen) {
  for (const { row } of rows) row.removeAttribute("aria-current");
  for (const old of card.querySelectorAll("div.moment-row")) old.remove();
  for (const [{ row, starts }, word] of chosen) {
    if (word === "now") row.setAttribute("aria-current", "time");
    card.append(part(row, word, starts));
  }
  card.hidden = !chosen.length;
}

function part(row, word, starts) {
  const box = document.createElement("div");
  box.className = "moment-row";
  const head = document.createElement("p");
  head.className = "moment";
  const link = document.createElement("a");
  link.href = `#${row.id}`;
  link.textContent = hoursOf(row);
  head.append(`${card.dataset[word]}: `);
  if (word === "next") {
    const until = document.createElement("span");
    until.dataset.until = starts.toISOString();
    head.append(until, " ");
  }
  head.append(link);
  const room = row.querySelectorAll("th .soft");
  const content = row.querySelector("td").children;
  box.append(head, ...[...room, ...content].map(copyOf));
  return box;
}

// Without the marks of sources and the people, who stand in the programme below.
function copyOf(element) {
  const copy = element.cloneNode(true);
  for (const left of copy.querySelectorAll(".marks, .panellists")) left.remove();
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  return copy;
}

function hoursOf(row) {
  return row.querySelector(".hours").textContent.trim();
}

function announce(chosen) {
  const said = chosen.map(([{ row }, word]) => `${card.dataset[word]}: ${hoursOf(row)}`);
  card.querySelector("[role=status]").textContent = said.join(". ");
}

// “in 45 minutes”, “in 3 hours”, or the name of another day.
function till(moment, now) {
  const zone = offer.dataset.zone;
  if (dayIn(zone, moment) !== dayIn(zone, now)) {
    return moment.toLocaleDateString(locale, { weekday: "long", timeZone: zone });
  }
  const relative = new Intl.RelativeTimeFormat(locale);
  const minutes = Math.ceil((moment - now) / MINUTE);
  if (minutes < 120) return relative.format(minutes, "minute");
  return relative.format(Math.round(minutes / 60), "hour");
}
