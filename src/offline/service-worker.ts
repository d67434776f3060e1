import type { Contents } from "./contents.ts";

/** What a service worker has that a page has not, as far as it is used. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(which: { includeUncontrolled: boolean }): Promise<readonly { readonly url: string }[]>;
  };
  addEventListener(name: "install" | "activate", listen: (event: Lasting) => void): void;
  addEventListener(name: "fetch", listen: (event: Fetching) => void): void;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

declare const contents: Contents;
declare const hashedFolder: string;

const scope = self as unknown as Scope;
const home = scope.registration.scope;
const name = `bytes-per-token ${home}`;
const { files, pages, first } = contents;

/** An address below the home page without its inputs and its place; undefined for any other. */
function pathOf(address: string): string | undefined {
  const { origin, pathname } = new URL(address);
  const whole = origin + pathname;
  return whole.startsWith(home) ? whole.slice(home.length) : undefined;
}

const isHashed = (path: string): boolean => path.startsWith(`${hashedFolder}/`);

/** Keeps a response under its path, if it is a good one from here. */
async function put(path: string, response: Response): Promise<void> {
  if (!response.ok || response.redirected || response.type !== "basic") return;
  await (await caches.open(name)).put(home + path, response);
}

/** Keeps the files that a page may load and that are not kept yet. */
async function keepFiles(path: string): Promise<void> {
  const cache = await caches.open(name);
  for (const index of pages[path] ?? []) {
    const file = home + files[index];
    if (!(await cache.match(file))) await cache.add(file);
  }
}

/** Keeps a page as it is now with all it may load, its files first, so that no page is kept without them. */
async function keepPage(path: string): Promise<void> {
  await keepFiles(path);
  await put(path, await fetch(home + path, { cache: "no-cache" }));
}

const sparing = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** Paths of the pages that are open and of those that were kept before. */
async function visited(): Promise<string[]> {
  const open = await scope.clients.matchAll({ includeUncontrolled: true });
  const kept = await (await caches.open(name)).keys();
  return [...open, ...kept].flatMap(({ url }) => pathOf(url) ?? []);
}

async function keepAll(): Promise<void> {
  const wanted = new Set([...(await visited()), ...(sparing() ? ["", "offline/"] : first)]);
  for (const path of wanted) if (path in pages) await keepPage(path);
}

/** Lets go of files that only pages of an older site load. */
async function letGo(): Promise<void> {
  const cache = await caches.open(name);
  const current = new Set(files);
  for (const request of await cache.keys()) {
    const path = pathOf(request.url)!;
    if (isHashed(path) && !current.has(path)) await cache.delete(request);
  }
}

/** A file whose name changes with what it holds is the same for ever: what is kept will do. */
async function keptFirst(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(name);
  const kept = await cache.match(home + path);
  if (kept) return kept;
  const response = await fetch(request);
  if (!path.endsWith(".wasm")) await put(path, response.clone());
  return response;
}

/** All else is asked of the network, so that nothing is out of date; what is kept serves without one. */
async function networkFirst(event: Fetching, path: string): Promise<Response> {
  try {
    const response = await fetch(event.request);
    const copy = response.clone();
    event.waitUntil(
      keepFiles(path).then(
        () => put(path, copy),
        () => {},
      ),
    );
    return response;
  } catch (error) {
    const cache = await caches.open(name);
    const kept = await cache.match(home + path);
    if (kept) return kept;
    const instead =
      event.request.mode === "navigate" ? await cache.match(`${home}offline/`) : undefined;
    if (instead) return instead;
    throw error;
  }
}

scope.addEventListener("install", (event) => event.waitUntil(keepAll()));

scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim().then(letGo)));

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === undefined) return;
  event.respondWith(isHashed(path) ? keptFirst(request, path) : networkFirst(event, path));
});
