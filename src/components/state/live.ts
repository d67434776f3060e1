import { effect } from "@preact/signals";
import type { Input } from "./input.ts";

/**
 * Calls `run` once, as soon as an input differs from its default: until then a page is as it was built.
 * Returns a way to call it off.
 */
export function onceChanged(inputs: readonly Input<never>[], run: () => void): () => void {
  let ran = false;
  return effect(() => {
    const differs = inputs.some(({ value, initial }) => value.value !== initial);
    if (ran || !differs) return;
    ran = true;
    run();
  });
}
