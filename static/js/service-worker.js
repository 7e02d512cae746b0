// Keeps the convenings that a reader asked for, and answers with them when the portal is out of
// reach. It comes with the first convening that is kept and goes with the last one.
//
// A convening in one language is known by the address of its list, which tells all that belongs to
// it, and has a cache of its own. The list is put in last, and a cache without one does not count:
// so a convening is kept whole or not at all, and a newer copy takes the place of an older at once.
//
// With the list stands when the portal may be asked again: in the ordinary course (`again_at`), and
// when the network has come back (`soonest_at`). Every attempt puts these off before it begins, the
// longer the more have failed, so that neither many open pages nor one that cannot be had make the
// portal busy.
const PATIENCE = 4_000;
const PATIENCE_KEEPING = 60_000;
const AT_ONCE = 4;
const QUIET = 10 * 60_000;
const QUIET_AT_MOST = 6 * 60 * 60_000;
const BREATH = 60_000;
const PREFIX = "kept ";

let kept; // what the lists say, by their addresses; unknown until it is read
let work = Promise.resolve(); // one thing at a time
const underway = new Map(); // what was last asked of a list and is not done yet

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (underway.get(event.data.list) !== event.data.deed) event.waitUntil(queue(event.data));
});
self.addEventListener("fetch", (event) => {
  if (concerns(event.request)) event.respondWith(answer(event.request));
});

function queue({ deed, list, due }) {
  underway.set(list, deed);
  const done = () => underway.get(list) === deed && underway.delete(list);
  work = work.then(() => ({ keep, refresh, remove })[deed](list, due)).catch(() => {}).then(done);
  return work;
}

// Answering

function concerns({ method, url, mode }) {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || pathname.startsWith("/admin/")) return false;
  return !kept || (mode === "navigate" && kept.size > 0) || Boolean(holder(url));
}

async function answer(request) {
  if (!kept) await read();
  const copy = await copyOf(request.url);
  if (copy && holder(request.url).files.includes(addressOf(request.url))) return copy;
  try {
    const response = await (copy ? inTime(fetch(request)) : fetch(request));
    return copy && response.status >= 500 ? copy : response;
  } catch (error) {
    const instead = copy ?? (request.mode === "navigate" && (await apology(request.url)));
    if (!instead) throw error;
    return instead;
  }
}

function inTime(answer) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("late")));
  return Promise.race([answer, late]);
}

// The page that says that another one was not kept, in the language of that one if possible.
function apology(url) {
  const fit = ({ home }) => (addressOf(url).startsWith(home) ? home.length : 0);
  const [nearest] = [...kept.values()].sort((one, other) => fit(other) - fit(one));
  return nearest && copyOf(new URL(nearest.offline, location).href);
}

async function copyOf(url) {
  const { cache } = holder(url) ?? {};
  return cache && (await caches.open(cache)).match(addressOf(url));
}

function holder(url) {
  const address = addressOf(url);
  return [...kept.values()].find(({ pages, files }) =>
    pages.includes(address) || files.includes(address));
}

function addressOf(url) {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

// Keeping

async function read() {
  const found = new Map();
  for (const cache of (await caches.keys()).filter((name) => name.startsWith(PREFIX)).sort()) {
    const [, list] = cache.split(" ");
    const told = await (await caches.open(cache)).match(list);
    if (told) found.set(list, { ...(await told.json()), cache });
  }
  kept = found;
}

// What a page asks for by itself; another page may have had it done meanwhile.
async function refresh(list, due) {
  await read();
  const told = kept.get(list);
  if (told && !(new Date(told[due]) > Date.now())) await keep(list);
}

async function keep(list) {
  try {
    await read();
    const before = kept.get(list);
    await clear(list, before?.cache);
    if (before) await note({ ...before, ...pauses((before.failures ?? 0) + 1) }, list, before.cache);
    const response = await current(list);
    if ([404, 410].includes(response.status)) return await remove(list);
    const told = await whole(response).json();
    await (told.mark === before?.mark ? renew(told, list, before.cache) : fill(told, list));
    await tell({ list, state: "kept" });
  } catch (error) {
    await clear(list, kept.get(list)?.cache).catch(() => {});
    await tell({ list, state: error.name === "QuotaExceededError" ? "full" : "failed" });
  }
}

async function fill(told, list) {
  const name = `${PREFIX}${list} ${Date.now()}`;
  const cache = await caches.open(name);
  const waiting = [...told.pages, ...told.files];
  const total = waiting.length;
  let done = 0;
  const take = async () => {
    for (let address = waiting.shift(); address; address = waiting.shift()) {
      await cache.put(address, await stored(address, list));
      await tell({ list, state: "saving", done: ++done, total });
    }
  };
  const stop = (error) => {
    waiting.length = 0;
    return error;
  };
  const errors = await Promise.all(Array.from({ length: AT_ONCE }, () => take().catch(stop)));
  if (errors.some(Boolean)) throw errors.find(Boolean);
  await renew(told, list, name);
  await clear(list, name);
}

function renew(told, list, name) {
  return note({ ...told, kept_at: new Date(), ...pauses(0) }, list, name);
}

async function note(told, list, name) {
  await (await caches.open(name)).put(list, Response.json(told));
  await read();
}

// Until when the portal is left alone, after so many failures one after another.
function pauses(failures) {
  const quiet = Math.min(QUIET * 2 ** failures, QUIET_AT_MOST);
  const [again_at, soonest_at] = [quiet, BREATH].map((pause) => new Date(Date.now() + pause));
  return { failures, again_at, soonest_at };
}

// What stands at the address now, as everybody sees it; what has not changed is not sent again.
function current(address) {
  const signal = AbortSignal.timeout(PATIENCE_KEEPING);
  return fetch(address, { cache: "no-cache", credentials: "omit", signal });
}

// A page as it will be shown: marked as a kept copy, with the list that it belongs to.
async function stored(address, list) {
  const response = whole(await current(address));
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  if (!headers.get("Content-Type").startsWith("text/html")) {
    return new Response(await response.blob(), { headers });
  }
  const html = await response.text();
  return new Response(html.replace("<html", `<html data-kept="${list}"`), { headers });
}

function whole(response) {
  if (!response.ok) throw new Error(`${response.status} at ${response.url}`);
  return response;
}

async function remove(list) {
  await clear(list);
  await read();
  await tell({ list, state: "removed" });
  if (!kept.size) await self.registration.unregister();
}

async function clear(list, except) {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${PREFIX}${list} `) && name !== except) await caches.delete(name);
  }
}

async function tell(news) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) page.postMessage(news);
}
