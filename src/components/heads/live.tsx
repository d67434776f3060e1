import { h, render } from "preact";
import { CostTable } from "./CostTable.tsx";
import { LatentDrawing } from "./LatentDrawing.tsx";
import { Sharing } from "./Sharing.tsx";

/** The parts of the article that follow its inputs, by name. */
export const parts = { sharing: Sharing, cost: CostTable, latent: LatentDrawing } as const;

const taken = new WeakSet<Element>();

/** Takes over, once, what was rendered when the page was built, in place. */
export function takeOver(page: ParentNode): void {
  for (const place of page.querySelectorAll<HTMLElement>("[data-live]")) {
    if (taken.has(place)) continue;
    taken.add(place);
    render(h(parts[place.dataset.live as keyof typeof parts], {}), place);
  }
}
