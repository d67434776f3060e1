import { expect, test } from "vitest";
import { compare, interval, intervalInBytes, parseFigure, ratio } from "../../src/lib/index.ts";
import { entries } from "./collections.ts";

interface Amount {
  readonly printed: string;
}
interface Gpu {
  readonly name: string;
  readonly sold_as: Amount;
  readonly reported: Amount;
  readonly seen?: Amount;
}

const range = ({ printed }: Amount) => {
  const figure = parseFigure(printed)!;
  return intervalInBytes(interval(figure), figure.unit!);
};

test.each(entries<Gpu>("gpus"))(
  "%s: what is left of its memory shrinks from hand to hand",
  (_, gpu) => {
    const reported = range(gpu.reported);
    if (gpu.seen) expect(compare(range(gpu.seen).low, reported.high)).toBeLessThan(0);
    // A maker's GB is 10^9 or 2^30 bytes; what the driver reports lies about there, never far.
    const { low } = range(gpu.sold_as);
    const part = (percent: bigint) => ratio(low.n * percent, low.d * 100n);
    expect(compare(reported.low, part(95n))).toBeGreaterThan(0);
    expect(compare(reported.high, part(112n))).toBeLessThan(0);
  },
);
