import { drawOnLogs } from "../charts/frame.ts";
import { dot, lineY } from "../charts/plot.ts";

/** One measured figure on the chart, both amounts in bytes. */
export interface Mark {
  readonly series: string;
  readonly measured: number;
  readonly computed: number;
  readonly agrees: boolean;
}

/** The widths a chart is drawn at; styles show the one that fits. */
export const drawingWidths = [
  { name: "broad", width: 720, radius: 4.5 },
  { name: "narrow", width: 360, radius: 3.5 },
] as const;

/** The shapes of the series, so that they can be told without colour. */
const symbols = ["circle", "square", "triangle", "diamond"] as const;

const ticks = Array.from({ length: 9 }, (_, power) => 2 ** (10 + 4 * power));
const units = ["B", "KiB", "MiB", "GiB", "TiB"];

function amountLabel(bytes: number): string {
  const step = Math.floor(Math.log2(bytes) / 10);
  return `${bytes / 2 ** (10 * step)} ${units[step]}`;
}

/**
 * Measured against computed on logarithmic axes of one scale: on the diagonal the two are the same.
 * Every mark says its series, and as a class whether it agrees; those on the same spot are one.
 */
export function drawAgreement(
  marks: readonly Mark[],
  series: readonly string[],
  { width, radius }: (typeof drawingWidths)[number],
  document: Document,
): Element {
  const amounts = marks.flatMap(({ measured, computed }) => [measured, computed]);
  const domain = [Math.min(...amounts) / 2, Math.max(...amounts) * 2] as const;
  const shown = ticks.filter((tick) => tick > domain[0] && tick < domain[1]);
  const axis = { domain, base: 2, ticks: shown, print: amountLabel };
  const x = { ...axis, label: "computed →" };
  const drawing = drawOnLogs(
    x,
    { ...axis, label: "↑ measured" },
    {
      document,
      width,
      height: width * 0.72,
      marginLeft: 62,
      marginRight: 20,
      marginTop: 28,
      marginBottom: 44,
      symbol: { domain: [...series], range: symbols.slice(0, series.length) },
      marks: [
        lineY(domain, { x: domain, stroke: "currentColor", strokeOpacity: 0.5 }),
        dot(marks, { x: "computed", y: "measured", symbol: "series", r: radius }),
      ],
    },
  );
  const shapes = [...drawing.querySelectorAll("path[transform]")];
  if (shapes.length !== marks.length) throw new Error("the chart lost a mark");
  const seen = new Set<string>();
  for (const [index, shape] of shapes.entries()) {
    const place = shape.getAttribute("transform")!.replace(/[\d.]+/g, (at) => `${Math.round(+at)}`);
    const { series, agrees } = marks[index]!;
    const mark = `${place} ${series} ${agrees}`;
    if (seen.has(mark)) shape.remove();
    seen.add(mark);
    shape.setAttribute("transform", place);
    shape.setAttribute("class", agrees ? "mark" : "mark differs");
    shape.setAttribute("data-series", series);
  }
  return drawing;
}
