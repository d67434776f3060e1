import { effect } from "@preact/signals";
import type { Input } from "./input.ts";
import { toQuery } from "./link.ts";

/**
 * How long the inputs have to rest, in milliseconds, before they are in the address: changing it takes
 * longer than all that a step changes on the page, and browsers refuse to do it too often.
 */
const rest = 150;

/**
 * Writes the inputs into the address without adding to the history, and calls `read` when the reader
 * goes back or forward. Whatever a reader does by a click finds the address written, and so does leaving
 * the page. Returns a way to stop.
 */
export function mirror(inputs: readonly Input<never>[], read: () => void): () => void {
  let query = "";
  const write = () => {
    const url = new URL(location.href);
    if (url.search.slice(1) === query) return;
    url.search = query;
    history.replaceState(history.state, "", url);
  };
  const stop = effect(() => {
    query = toQuery(inputs);
    const timer = setTimeout(write, rest);
    return () => clearTimeout(timer);
  });
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener("popstate", read, { signal });
  addEventListener("pagehide", write, { signal });
  addEventListener("click", write, { signal, capture: true });
  return () => {
    stop();
    listening.abort();
  };
}
