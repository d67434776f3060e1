import { placeNamed } from "./address.ts";
import { elementNamed } from "./part-names.ts";

/** Shows what is folded away or filtered out around a part of the page; says whether any was. */
function reveal(element: Element): boolean {
  let was = false;
  for (let around: Element | null = element; around; around = around.parentElement) {
    const folded = around instanceof HTMLDetailsElement && around !== element && !around.open;
    was ||= folded || around.hasAttribute("hidden");
    if (around instanceof HTMLDetailsElement) around.open = true;
    around.removeAttribute("hidden");
  }
  return was;
}

/** What a reader does who has arrived. */
const acts = ["wheel", "pointerdown", "keydown", "touchmove"];
let leave = new AbortController();

/**
 * Goes to the part of the page that the address names where the browser cannot by itself: cells and
 * terms, what is folded away, and, until the reader does something, what is still being worked out.
 */
export function arrive(): void {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const name = placeNamed();
  let reached: Element | undefined;
  const look = (late: boolean) => {
    if (reached?.isConnected) return;
    reached = elementNamed(name);
    if (!reached) return;
    const hidden = reveal(reached);
    const unnamed = reached.id !== name;
    if (unnamed) {
      // With the id in place the browser finds it, and marks it as the target.
      reached.id = name;
      location.replace(location.href);
    }
    if (hidden || late || unnamed) reached.scrollIntoView();
  };
  const changes = new MutationObserver(() => look(true));
  signal.addEventListener("abort", () => changes.disconnect());
  for (const act of acts) addEventListener(act, () => leave.abort(), { signal, passive: true });
  look(false);
  changes.observe(document.querySelector("main")!, { childList: true, subtree: true });
}
