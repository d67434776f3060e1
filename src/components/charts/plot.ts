import { plot } from "@observablehq/plot";

export { axisX, axisY, dot, gridX, gridY, lineY, ruleX, ruleY, text } from "@observablehq/plot";

/**
 * Draws a plot. Plot names its groups of marks with labels that groups may not have; the figure around
 * the drawing carries the one label that is read out, so they are taken off. So is its style sheet: the
 * site's policy runs none that stands in a page, and `figures.css` says the same.
 */
export function draw(options: Parameters<typeof plot>[0]): Element {
  const drawing = plot(options);
  for (const group of drawing.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
  for (const sheet of drawing.querySelectorAll("style")) sheet.remove();
  return drawing;
}
