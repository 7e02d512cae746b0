// Lets a reader keep a convening on the device, says of a kept page that it is one, and brings kept
// convenings up to date. What answers without a network is service-worker.js.
const LOOK_AGAIN = 30_000;
const root = document.documentElement;
const notice = document.querySelector("[data-kept-notice]");
const shelf = document.querySelector("[data-shelf]");
const box = document.querySelector("[data-keep]");
let asked = false; // whether the reader waits for an answer

if ("serviceWorker" in navigator && "caches" in window) {
  caches.keys().then(begin, () => {}); // a private window may refuse to keep anything
}

function begin() {
  if (box) offerToKeep();
  if (notice && root.dataset.kept) sayThatItIsACopy();
  if (shelf) fillShelf();
  bringUpToDate("again_at");
  setInterval(() => document.hidden || bringUpToDate("again_at"), LOOK_AGAIN);
  addEventListener("online", () => bringUpToDate("soonest_at"));
}

// What is kept

async function keptLists() {
  const names = (await caches.keys()).filter((name) => name.startsWith("kept ")).sort();
  const found = new Map();
  for (const name of names) {
    const [, list] = name.split(" ");
    const told = await (await caches.open(name)).match(list);
    if (told) found.set(list, await told.json());
  }
  return found;
}

// The worker notes with each list when it may be asked again.
async function bringUpToDate(due) {
  if (!navigator.onLine) return;
  for (const [list, told] of await keptLists()) {
    if (!(new Date(told[due]) > Date.now())) ask("refresh", list, due);
  }
}

async function ask(deed, list, due) {
  (await navigator.serviceWorker.ready).active.postMessage({ deed, list, due });
}

function fillIn(words, values) {
  return words.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}

// “2 hours ago”, with digits as everywhere on the page.
function ageOf(moment) {
  const relative = new Intl.RelativeTimeFormat(`${root.lang}-u-nu-latn`, { numeric: "auto" });
  const minutes = Math.round((new Date(moment) - Date.now()) / 60_000);
  if (minutes > -1) return relative.format(0, "second");
  if (minutes > -60) return relative.format(minutes, "minute");
  if (minutes > -48 * 60) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 60 / 24), "day");
}

// The convening of the page

async function offerToKeep() {
  button("keep").addEventListener("click", keep);
  button("remove").addEventListener("click", () => {
    asked = true;
    ask("remove", box.dataset.keep);
  });
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.list === box.dataset.keep) hear(data);
  });
  await showWhetherKept();
  box.hidden = false;
}

function button(deed) {
  return box.querySelector(`[data-deed=${deed}]`);
}

function say(words) {
  box.querySelector("[role=status]").textContent = words;
}

async function keep() {
  asked = true;
  say(box.dataset.begun);
  try {
    await navigator.serviceWorker.register(box.dataset.worker, { scope: "/" });
    await ask("keep", box.dataset.keep);
    navigator.storage?.persist?.();
  } catch {
    say(box.dataset.failed);
  }
}

async function hear({ state, ...count }) {
  const isSaving = state === "saving";
  box.querySelector("[data-count]").textContent =
    isSaving && asked ? fillIn(box.dataset.saving, count) : "";
  if (isSaving) return;
  await showWhetherKept();
  if (asked && state !== "kept") say(box.dataset[state]);
  asked = false;
}

async function showWhetherKept() {
  const isKept = (await keptLists()).has(box.dataset.keep);
  button("keep").textContent = isKept ? box.dataset.again : box.dataset.first;
  button("remove").hidden = !isKept;
  say(isKept ? await whatIsKept() : "");
}

async function whatIsKept() {
  const { edition, kept_at: keptAt } = (await keptLists()).get(box.dataset.keep);
  return fillIn(box.dataset.kept, { edition, age: ageOf(keptAt) });
}

// A page that is a kept copy

async function sayThatItIsACopy() {
  const told = (await keptLists()).get(root.dataset.kept);
  const edition = told?.edition ?? notice.dataset.edition; // it may say the same as an earlier one
  const values = { edition, age: ageOf(told?.kept_at ?? Date.now()) };
  notice.textContent = fillIn(notice.dataset.copy, values);
  const { mark } = await presentList();
  notice.textContent = "";
  if (mark !== told?.mark) offerThePresentPage();
}

// The list as it is now, as soon as the portal is in reach.
function presentList() {
  return new Promise((resolve) => {
    const look = async () => {
      if (document.hidden) return;
      const answer = await fetch(root.dataset.kept, { cache: "no-cache" }).catch(() => null);
      if (!answer?.ok) return;
      clearInterval(timer);
      removeEventListener("online", look);
      resolve(answer.json());
    };
    const timer = setInterval(look, LOOK_AGAIN);
    addEventListener("online", look);
  });
}

function offerThePresentPage() {
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = notice.dataset.reload;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  notice.append(notice.dataset.back, " ", link);
}

// The page that stands in for one that was not kept

async function fillShelf() {
  if (root.dataset.kept) {
    document.querySelector("[data-instead]").hidden = false;
    presentList().then(() => location.reload());
  }
  const lists = [...(await keptLists()).values()];
  for (const { name, address, programme, edition, kept_at: keptAt } of lists) {
    const row = document.createElement("li");
    const about = document.createElement("span");
    about.className = "soft";
    about.textContent = fillIn(shelf.dataset.about, { edition, age: ageOf(keptAt) });
    row.append(link(address, name), " ", link(programme, shelf.dataset.programme), " ", about);
    shelf.append(row);
  }
  document.querySelector("[data-empty-shelf]").hidden = lists.length > 0;
}

function link(address, words) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = words;
  return made;
}
