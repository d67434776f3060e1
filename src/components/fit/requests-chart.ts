import { grouped } from "../../lib/quantity/print.ts";
import { drawOnLogs } from "../charts/frame.ts";
import { dot, lineY, ruleX, text } from "../charts/plot.ts";
import type { Curve } from "./curve.ts";

const shown = (count: number): string => grouped(count);

/** Keeps words legible where they cross a line. */
const halo = { stroke: "var(--paper)", strokeWidth: 5 };

/** The words beside the point, on the side of the line that it lies on, unless there is no room. */
function place({ tokens, fits }: Curve["chosen"]) {
  const before = tokens > 40_000 || (fits && tokens > 2000);
  return before
    ? { textAnchor: "end" as const, dx: -11, dy: 5 }
    : { textAnchor: "start" as const, dx: 11, dy: fits ? 16 : -6 };
}

/** Requests that fit against the length of each, on logarithmic axes, where a fixed room is a line. */
export function drawRequests(
  { points, uncapped, chosen }: Curve,
  width: number,
  document: Document,
): Element {
  const all = [...points, ...uncapped, chosen];
  const narrow = width < 500;
  const most = Math.max(...all.map(({ requests }) => requests)) * 1.6;
  const x = {
    domain: [256, 2 ** 20],
    base: 2,
    ticks: narrow
      ? [256, 4096, 65_536, 2 ** 20]
      : [256, 1024, 4096, 16_384, 65_536, 2 ** 18, 2 ** 20],
    print: shown,
    label: "tokens in each →",
  } as const;
  const y = {
    domain: [0.8, most],
    ticks: Array.from({ length: Math.floor(Math.log10(most)) + 1 }, (_, power) => 10 ** power),
    print: shown,
    label: "↑ requests that fit",
  } as const;
  return drawOnLogs(x, y, {
    document,
    width,
    height: narrow ? 300 : 360,
    marginRight: narrow ? 30 : 40,
    marks: [
      ...(uncapped.length === 0
        ? []
        : [
            lineY(uncapped, {
              x: "tokens",
              y: "requests",
              stroke: "currentColor",
              strokeOpacity: 0.6,
              strokeDasharray: "2,4",
              curve: "step-after",
            }),
            text(uncapped.filter(({ tokens }) => tokens >= 20_000).slice(0, 1), {
              x: "tokens",
              y: "requests",
              text: () => "if nothing were dropped",
              textAnchor: "end",
              dx: -6,
              dy: 14,
              fill: "currentColor",
              ...halo,
            }),
          ]),
      lineY(points, {
        x: "tokens",
        y: "requests",
        stroke: "var(--computed)",
        strokeWidth: 2.25,
        curve: "step-after",
      }),
      ruleX([chosen], { x: "tokens", stroke: "currentColor", strokeOpacity: 0.4 }),
      dot([chosen], {
        x: "tokens",
        y: "requests",
        r: 5.5,
        fill: chosen.fits ? "var(--computed)" : "var(--paper)",
        stroke: chosen.fits ? "var(--computed)" : "var(--refused)",
        strokeWidth: 2.5,
      }),
      text([chosen], {
        x: "tokens",
        y: "requests",
        text: () => (chosen.fits ? "asked for: fits" : "asked for: does not fit"),
        ...place(chosen),
        ...halo,
        fill: "currentColor",
      }),
    ],
  });
}
