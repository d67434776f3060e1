import { effect } from "@preact/signals";
import type { Input } from "./input.ts";
import { toQuery } from "./link.ts";

/** Least milliseconds between two changes of the address: browsers refuse to change it too often. */
const pause = 150;

/**
 * Writes the inputs into the address without adding to the history, and calls `read` when the reader
 * goes back or forward. Returns a way to stop.
 */
export function mirror(inputs: readonly Input<never>[], read: () => void): () => void {
  let last = 0;
  const write = effect(() => {
    const query = toQuery(inputs);
    const timer = setTimeout(
      () => {
        const url = new URL(location.href);
        if (url.search.slice(1) === query) return;
        last = Date.now();
        url.search = query;
        history.replaceState(history.state, "", url);
      },
      Math.max(0, last + pause - Date.now()),
    );
    return () => clearTimeout(timer);
  });
  addEventListener("popstate", read);
  return () => {
    write();
    removeEventListener("popstate", read);
  };
}
