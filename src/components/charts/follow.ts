import { effect } from "@preact/signals";
import type { Input } from "../state/input.ts";

/** How a chart keeps up with what it is drawn from. */
export interface Following<Curve> {
  /** Draws nothing anew before one of these has moved. */
  readonly inputs: readonly Pick<Input, "value" | "initial">[];
  /** What is drawn, or undefined where nothing can be. Reads signals. */
  readonly curve: () => Curve | undefined;
  /** Brings what draws, the drawing library with it. */
  readonly load: () => Promise<(curve: Curve, width: number, document: Document) => Element>;
  /** The drawing in words, where they follow the inputs too. */
  readonly label?: (curve: Curve) => string;
}

/**
 * Draws a chart again, at each width it was built with, whenever what it shows changes. A part of a page
 * that stands alone has none of the charts beside it: there is nothing to draw then.
 */
export function follow<Curve>(
  chart: Element | null,
  { inputs, curve, load, label }: Following<Curve>,
): void {
  if (!chart) return;
  let latest = 0;
  let moved = false;
  effect(() => {
    moved ||= inputs.some(({ value, initial }) => value.value !== initial);
    if (!moved) return;
    const shown = curve();
    const turn = ++latest;
    const places = [...chart.querySelectorAll<HTMLElement>("[data-width]")];
    if (shown === undefined) {
      for (const place of places) place.replaceChildren();
      return;
    }
    load().then((draw) => {
      if (turn !== latest) return;
      for (const place of places) {
        place.replaceChildren(draw(shown, Number(place.dataset.width), document));
        if (label) place.setAttribute("aria-label", label(shown));
      }
    });
  });
}
