import type { AttentionLayers, LatentLayers } from "../../lib/architecture/architecture.ts";
import { type Sharing, sharing } from "../../lib/architecture/words.ts";
import { evaluate, type Values } from "../../lib/formula/evaluate.ts";
import type { Formula } from "../../lib/formula/expression.ts";
import { formulaOf, valuesOf } from "../../lib/memory/layouts.ts";
import { numbersPerToken } from "../../lib/memory/numbers.ts";
import { toInteger } from "../../lib/quantity/ratio.ts";
import { rank, ropeDim, type Shape, type Stop } from "./state.ts";

/** The latent that MLA keeps. */
export interface Latent {
  readonly rank: number;
  readonly ropeDim: number;
}

/** What a model keeps at a stop of the slider: the formula, its numbers and what they come to. */
export interface Kept {
  readonly stop: Stop;
  readonly name: Sharing | "MLA";
  readonly group: AttentionLayers | LatentLayers;
  readonly formula: Formula;
  /** Values for one token of one sequence in 16-bit. */
  readonly values: Values;
  /** Numbers one layer keeps for a token, and bytes all layers keep for it. */
  readonly numbers: bigint;
  readonly bytes: bigint;
}

/** The latent as the reader has it. Reads signals. */
export const latent = (): Latent => ({ rank: rank.value.value, ropeDim: ropeDim.value.value });

/** Layers of a shape whose heads share as a stop says; at MLA, the latent that is given. */
export function groupAt(shape: Shape, stop: Stop, mla: Latent): AttentionLayers | LatentLayers {
  const { layers: count, keyDim, valueDim } = shape;
  if (stop === "mla") return { kind: "latent", count, ...mla };
  return { kind: "attention", count, kvHeads: Number(stop), keyDim, valueDim };
}

/** What a shape keeps per token at a stop. */
export function keptAt(shape: Shape, stop: Stop, mla: Latent): Kept {
  const group = groupAt(shape, stop, mla);
  const formula = formulaOf(group);
  const values = valuesOf(group, { tokens: 1n });
  return {
    stop,
    name: stop === "mla" ? "MLA" : sharing(shape.queryHeads, Number(stop)),
    group,
    formula,
    values,
    numbers: numbersPerToken(group),
    bytes: toInteger(evaluate(formula.expression, values), "the bytes of a token"),
  };
}

/** The names in full. */
export const sharingNames: Readonly<Record<Kept["name"], string>> = {
  MHA: "Multi-head attention",
  GQA: "Grouped-query attention",
  MQA: "Multi-query attention",
  MLA: "Multi-head latent attention",
};
