import { axisX, axisY, draw, gridX, gridY } from "./plot.ts";

type Options = NonNullable<Parameters<typeof draw>[0]>;

/** One logarithmic axis, with its grid. */
export interface LogAxis {
  readonly domain: readonly [number, number];
  readonly base?: number;
  readonly ticks: readonly number[];
  readonly print: (tick: number) => string;
  /** With an arrow to where it grows: "tokens →". */
  readonly label: string;
  readonly labelAnchor?: "center";
}

const scale = ({ base = 10, domain }: LogAxis) => ({ type: "log", base, domain }) as const;

const axis = ({ ticks, print, label, labelAnchor }: LogAxis) => ({
  ticks: [...ticks],
  tickFormat: print,
  label,
  tickSize: 0,
  ...(labelAnchor && { labelAnchor }),
});

/**
 * Marks on two logarithmic axes, a grid behind them. Widths, heights and margins are in pixels; the options
 * are Plot's.
 */
export const drawOnLogs = (x: LogAxis, y: LogAxis, { marks = [], ...options }: Options): Element =>
  draw({
    marginLeft: 60,
    marginBottom: 40,
    ...options,
    style: { fontFamily: "inherit", fontSize: "13px", background: "transparent" },
    x: scale(x),
    y: scale(y),
    marks: [
      gridX({ ticks: [...x.ticks] }),
      gridY({ ticks: [...y.ticks] }),
      axisX(axis(x)),
      axisY(axis(y)),
      ...marks,
    ],
  });
