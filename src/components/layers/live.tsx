import { effect, untracked } from "@preact/signals";
import { h, hydrate } from "preact";
import { followGrowth } from "../models/follow-growth.ts";
import type { LayerModels } from "./models.ts";
import { chosen, Live, type Part } from "./parts.tsx";
import { drawn } from "./state.ts";

/** Takes over what was rendered when the page was built, in place; the curve once it has to be drawn anew. */
export function mount(root: ParentNode): void {
  const all: LayerModels = JSON.parse(root.querySelector("#layer-models")!.textContent!);
  for (const place of root.querySelectorAll<HTMLElement>("[data-live]")) {
    const { live, of } = place.dataset;
    hydrate(h(Live, { part: live as Part, all, ...(of && { of }) }), place);
  }
  let following = false;
  effect(() => {
    if (following || drawn.every(({ value, initial }) => value.value === initial)) return;
    following = true;
    untracked(() => followGrowth(root, () => chosen(all)));
  });
}
