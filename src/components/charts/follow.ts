import { effect, untracked } from "@preact/signals";
import type { Input } from "../state/input.ts";
import { later } from "./later.ts";

/** How a chart keeps up with what it is drawn from. */
export interface Following<Curve> {
  /** All that the chart is drawn from. Draws nothing anew before one of these has moved. */
  readonly inputs: readonly Pick<Input, "value" | "initial">[];
  /** What is drawn, or undefined where nothing can be. */
  readonly curve: () => Curve | undefined;
  /** Brings what draws, the drawing library with it. */
  readonly load: () => Promise<(curve: Curve, width: number, document: Document) => Element>;
  /** The drawing in words, where they follow the inputs too. */
  readonly label?: (curve: Curve) => string;
}

const isShown = (place: HTMLElement) => place.checkVisibility();

/**
 * Draws a chart again, at each width it was built with, when what it shows has changed: after the frame
 * that answers the reader, the width that is shown first. A part of a page that stands alone has none of
 * the charts beside it: there is nothing to draw then.
 */
export function follow<Curve>(
  chart: Element | null,
  { inputs, curve, load, label }: Following<Curve>,
): void {
  if (!chart) return;
  const places = [...chart.querySelectorAll<HTMLElement>("[data-width]")];
  const redraw = later(() => chart.checkVisibility({ contentVisibilityAuto: true }));
  let moved = false;

  const drawings = async () => {
    const draw = await load();
    const shown = untracked(curve);
    const words = shown === undefined ? "No curve for these inputs." : label?.(shown);
    return places
      .toSorted((a, b) => Number(isShown(b)) - Number(isShown(a)))
      .map((place) => () => {
        place.replaceChildren(
          ...(shown === undefined ? [] : [draw(shown, Number(place.dataset.width), document)]),
        );
        if (label && words) place.setAttribute("aria-label", words);
      });
  };

  effect(() => {
    for (const { value, initial } of inputs) moved = value.value !== initial || moved;
    if (moved) redraw(drawings);
  });
}
