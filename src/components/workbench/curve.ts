import { type Curve, curveOf, described } from "../models/growth.ts";
import { drawGrowth } from "../models/growth-chart.ts";
import { answer, current, isRefused } from "./planned.ts";

/** The cache of all requests against their length, nothing shared; none where the inputs are refused. */
export function curveNow(): Curve | undefined {
  if (isRefused(answer.value)) return undefined;
  const { subject, tokens, requests, keyType, valueType, mtp = false } = current.value;
  return curveOf(subject.architecture, { tokens, batch: requests, keyType, valueType, mtp });
}

/** Draws the curve where the page has places for it. */
export function drawCurve(root: ParentNode): void {
  const curve = curveNow();
  for (const place of root.querySelectorAll<HTMLElement>(".growth [data-width]")) {
    place.setAttribute("aria-label", curve ? described(curve) : "No curve for these inputs.");
    place.replaceChildren(
      ...(curve ? [drawGrowth(curve, Number(place.dataset.width), document)] : []),
    );
  }
}
