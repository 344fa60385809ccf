// Keeps the kiosk's files on the device. VERSION, SHELL and FILES are written above by the server.
// What is told and what the plant looks like do not pass here: they are kept and sent by the page itself.

const CACHE = `dure-kiosk-${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (event.request.mode === "navigate" && isShell(address.pathname)) event.respondWith(kept(SHELL, event.request));
  else if (FILES.includes(address.pathname)) event.respondWith(kept(address.pathname, event.request));
});

// Connecting needs the server; every other address of the kiosk is the one page.
function isShell(path) {
  return path.startsWith(SHELL) && !path.startsWith(`${SHELL}pair/`);
}

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((path) => new Request(path, { cache: "reload" })));
}

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("dure-kiosk-") && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) || fetch(request);
}
