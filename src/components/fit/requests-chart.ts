import { axisX, axisY, dot, draw, gridX, gridY, lineY, ruleX, text } from "../charts/plot.ts";
import type { Curve } from "./curve.ts";

/** The widths the chart is drawn at; styles show the one that fits. */
export const drawingWidths = [
  { name: "broad", width: 720 },
  { name: "narrow", width: 360 },
] as const;

const shown = (count: number): string => count.toLocaleString("en-US");

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
  const x: [number, number] = [256, 2 ** 20];
  const y: [number, number] = [0.8, Math.max(...all.map(({ requests }) => requests)) * 1.6];
  const xTicks = narrow
    ? [256, 4096, 65_536, 2 ** 20]
    : [256, 1024, 4096, 16_384, 65_536, 2 ** 18, 2 ** 20];
  const yTicks = Array.from(
    { length: Math.floor(Math.log10(y[1])) + 1 },
    (_, power) => 10 ** power,
  );
  return draw({
    document,
    width,
    height: narrow ? 300 : 360,
    marginLeft: 60,
    marginRight: narrow ? 30 : 40,
    marginBottom: 40,
    style: { fontFamily: "inherit", fontSize: "13px", background: "transparent" },
    x: { type: "log", base: 2, domain: x },
    y: { type: "log", domain: y },
    marks: [
      gridX({ ticks: xTicks }),
      gridY({ ticks: yTicks }),
      axisX({ ticks: xTicks, tickFormat: shown, label: "tokens in each →", tickSize: 0 }),
      axisY({ ticks: yTicks, tickFormat: shown, label: "↑ requests that fit", tickSize: 0 }),
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
