import { effect } from "@preact/signals";
import type { Model } from "./amounts.ts";
import { described, growthOf } from "./growth.ts";

/** Draws the curve again whenever its figures change; the drawing library comes with the first. */
export function followGrowth(root: ParentNode, model: () => Model): void {
  let latest = 0;
  effect(() => {
    const curve = growthOf(model());
    const turn = ++latest;
    if (!curve) return;
    import("./growth-chart.ts").then(({ drawGrowth }) => {
      if (turn !== latest) return;
      for (const drawing of root.querySelectorAll<HTMLElement>(".growth [data-width]")) {
        drawing.setAttribute("aria-label", described(curve));
        drawing.replaceChildren(drawGrowth(curve, Number(drawing.dataset.width), document));
      }
    });
  });
}
