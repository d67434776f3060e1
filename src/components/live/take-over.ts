import { type ComponentType, h, hydrate } from "preact";
import type { Live } from "./touched.ts";

/** Ids made while the page was built end below this; those of the places taken over start here. */
const firstPlace = 1000;

/**
 * Takes over in place what stands in `data-live`, by the names of the parts; other data attributes of
 * the place are handed to the part, as text.
 */
export const takeOver =
  (parts: Readonly<Record<string, unknown>>): Live["mount"] =>
  (root) => {
    for (const [index, place] of root.querySelectorAll<HTMLElement>("[data-live]").entries()) {
      const { live, ...given } = place.dataset;
      const part = h(parts[live!] as ComponentType<object>, given);
      // Preact makes ids from this mask, as Astro sets it for islands, so that no two places share one.
      hydrate(Object.assign(part, { __m: [firstPlace + index, 0] }), place);
    }
  };
