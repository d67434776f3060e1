import {
  bytesPerTrained,
  type OptimizerId,
  optimizers,
  type PerParameter,
} from "../../lib/memory/training.ts";
import { countParameters } from "../../lib/memory/weights.ts";
import type { ByteUnit } from "../../lib/quantity/bytes.ts";
import { ceil, compare, multiply, type Ratio, ratio } from "../../lib/quantity/ratio.ts";
import { shapeOf } from "../llama31/models.ts";
import { type Cell, unitThatPrints } from "./printed.ts";
import { gradients, master, optimizer, weights } from "./state.ts";

/** One set of assumptions about full fine-tuning, in words and in bytes for each parameter. */
export interface Assumed {
  readonly words: string;
  readonly per: PerParameter;
}

const bytes = { fp16: ratio(2), fp32: ratio(4), none: ratio(0) } as const;

/** Every set of assumptions the inputs of the article can make. */
export const everySet: readonly Assumed[] = weights.names.flatMap((w) =>
  gradients.names.flatMap((g) =>
    master.names.flatMap((m) =>
      optimizer.names.map((o) => ({
        words: `weights ${weights.labels[w]}, gradients ${gradients.labels[g]}, ${m === "none" ? "no master copy" : "a master copy"}, ${optimizer.labels[o]}`,
        per: {
          weight: bytes[w],
          gradient: bytes[g],
          master: bytes[m],
          ...optimizers[o as OptimizerId],
        },
      })),
    ),
  ),
);

/** Sets of assumptions that come to the same bytes for each parameter, and print a cell's digits. */
export interface Fit {
  readonly each: Ratio;
  readonly unit: ByteUnit;
  readonly sets: readonly Assumed[];
}

/** What prints a cell of full fine-tuning: none, or one or several amounts for each parameter. */
export function fits(cell: Cell): readonly Fit[] {
  const count = ratio(countParameters(shapeOf(cell.row)));
  const found = new Map<string, Fit>();
  for (const set of everySet) {
    const each = bytesPerTrained(set.per);
    const unit = unitThatPrints(ceil(multiply(count, each)), cell);
    if (!unit) continue;
    const key = `${each.n}/${each.d}`;
    found.set(key, { each, unit, sets: [...(found.get(key)?.sets ?? []), set] });
  }
  return [...found.values()].sort((a, b) => compare(a.each, b.each));
}
