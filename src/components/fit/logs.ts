import type { CollectionEntry } from "astro:content";
import { parseFigure } from "../../lib/quantity/figure.ts";
import { multiply, type Ratio, subtract } from "../../lib/quantity/ratio.ts";

export type Log = CollectionEntry<"logs">;
type Line = keyof Log["data"]["printed"];

/** The number of a line: GiB for amounts, whatever their label says. */
function numberOf({ id, data }: Log, line: Line): Ratio {
  const text = data.printed[line];
  if (text === undefined) throw new Error(`the log ${id} has no line ${line}`);
  return parseFigure(text)!.value;
}

/** What a log accounts for, in GiB: the activations follow from the peak where they are not printed. */
export function accountOf(log: Log) {
  const { printed } = log.data;
  const total = numberOf(log, "total");
  const weights = numberOf(log, "weights");
  const usable = multiply(total, numberOf(log, "utilization"));
  const activations = printed.activations
    ? numberOf(log, "activations")
    : subtract(numberOf(log, "peak"), weights);
  return {
    total,
    weights,
    usable,
    activations,
    outsideTorch: numberOf(log, "other"),
    cache: numberOf(log, "cache"),
    outside: subtract(total, usable),
  };
}

/** What PyTorch held at most, weights included. */
const peakOf = (log: Log): Ratio => {
  const { weights, activations } = accountOf(log);
  return { n: weights.n * activations.d + activations.n * weights.d, d: weights.d * activations.d };
};

/** What the lines before it leave for the cache, in GiB. */
export function leftOf(log: Log): Ratio {
  const { usable, outsideTorch } = accountOf(log);
  return subtract(subtract(usable, peakOf(log)), outsideTorch);
}

export const countOf = (log: Log, line: Line): bigint => {
  const { n, d } = numberOf(log, line);
  if (d !== 1n) throw new Error(`${line} of ${log.id} is no whole number`);
  return n;
};
