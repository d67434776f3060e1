/** Lets the site be read without a network from now on, once the page is loaded and has nothing to do. */
const home = import.meta.env.BASE_URL.replace(/\/?$/, "/");

async function register() {
  try {
    await navigator.serviceWorker.register(`${home}service-worker.js`);
  } catch {
    // Some browsers and settings have none. The site is the same without.
  }
}

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  const wait = window.requestIdleCallback ?? setTimeout;
  addEventListener("load", () => wait(register), { once: true });
}

export {};
