import { grouped } from "../../lib/quantity/print.ts";
import { drawOnLogs } from "../charts/frame.ts";
import { dot, lineY, ruleX, text } from "../charts/plot.ts";
import type { Curve } from "./growth.ts";

/** Powers of a base within a domain, thinned until no more than `most` are left. */
function powers(base: number, [low, high]: readonly [number, number], most: number): number[] {
  const first = Math.ceil(Math.log(low) / Math.log(base) - 1e-9);
  const last = Math.floor(Math.log(high) / Math.log(base) + 1e-9);
  const all = Array.from({ length: last - first + 1 }, (_, i) => base ** (first + i));
  const every = Math.ceil(all.length / most);
  return all.filter((_, i) => (all.length - 1 - i) % every === 0);
}

const tokenLabel = (count: number): string => grouped(count);
const gibLabel = (gib: number): string =>
  gib >= 1000 ? grouped(gib) : String(Number(gib.toPrecision(1)));

/** The cache of a model against its tokens, on logarithmic axes, kinks marked. */
export function drawGrowth(
  { points, uncapped, kinks, chosen }: Curve,
  width: number,
  document: Document,
): Element {
  const all = [...points, ...uncapped, chosen];
  const x: [number, number] = [points[0]!.tokens, Math.max(...all.map(({ tokens }) => tokens))];
  const sizes = all.map(({ gib }) => gib).filter((gib) => gib > 0);
  const y: [number, number] = [Math.min(...sizes) / 1.5, Math.max(...sizes) * 1.5];
  const narrow = width < 500;
  const xAxis = {
    domain: x,
    base: 2,
    ticks: powers(narrow ? 16 : 4, x, 9),
    print: tokenLabel,
    label: "tokens →",
  };
  const yAxis = { domain: y, ticks: powers(10, y, 7), print: gibLabel, label: "↑ GiB" };
  const name = (kink: { name: string }) => kink.name;
  return drawOnLogs(xAxis, yAxis, {
    document,
    width,
    height: narrow ? 300 : 380,
    marginRight: narrow ? 12 : 24,
    marks: [
      ...(uncapped.length === 0
        ? []
        : [
            lineY(uncapped, {
              x: "tokens",
              y: "gib",
              stroke: "currentColor",
              strokeOpacity: 0.6,
              strokeDasharray: "2,4",
            }),
            text(uncapped.slice(-12, -11), {
              x: "tokens",
              y: "gib",
              text: () => "if nothing were dropped",
              textAnchor: "end",
              dx: -6,
              dy: -8,
              fill: "currentColor",
            }),
          ]),
      ...(chosen.tokens >= x[0]
        ? [ruleX([chosen], { x: "tokens", stroke: "currentColor", strokeOpacity: 0.5 })]
        : []),
      lineY(points, { x: "tokens", y: "gib", stroke: "var(--computed)", strokeWidth: 2.25 }),
      dot(kinks, {
        x: "tokens",
        y: "gib",
        r: 4.5,
        fill: "var(--paper)",
        stroke: "var(--computed)",
        strokeWidth: 2,
      }),
      text(kinks, {
        x: "tokens",
        y: "gib",
        text: name,
        textAnchor: "start",
        dx: 7,
        dy: 13,
        fill: "var(--computed)",
      }),
      ...(chosen.gib > 0 && chosen.tokens >= x[0]
        ? [dot([chosen], { x: "tokens", y: "gib", r: 5, fill: "var(--computed)" })]
        : []),
    ],
  });
}
