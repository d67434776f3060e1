import { type ComponentType, h, hydrate } from "preact";
import { fromText } from "./known.ts";
import type { Live } from "./touched.ts";

/** Ids made while the page was built end below this; those of the places taken over start here. */
const firstPlace = 1000;

/** What the page was built with for its parts, from its `<Known>`. */
const knownTo = (root: ParentNode): unknown =>
  fromText(root.querySelector("script[data-known]")?.textContent ?? "null");

/**
 * Takes over in place what stands in `data-live`, by the names of the parts. A part is handed what the
 * page knows, as `known`, and the other data attributes of its place, as text. `follow` then starts
 * what follows the inputs and is no part, a chart say.
 */
export const takeOver =
  <Known>(
    parts: Readonly<Record<string, unknown>>,
    follow?: (root: ParentNode, known: Known) => void,
  ): Live["mount"] =>
  (root) => {
    const known = knownTo(root) as Known;
    for (const [index, place] of root.querySelectorAll<HTMLElement>("[data-live]").entries()) {
      const { live, ...given } = place.dataset;
      const part = h(parts[live!] as ComponentType<Record<string, unknown>>, { ...given, known });
      // Preact makes ids from this mask, as Astro sets it for islands, so that no two places share one.
      hydrate(Object.assign(part, { __m: [firstPlace + index, 0] }), place);
    }
    follow?.(root, known);
  };
