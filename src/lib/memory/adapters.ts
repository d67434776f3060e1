import { evaluate } from "../formula/evaluate.ts";
import { type Expression, type Formula, product, sum, type Term } from "../formula/expression.ts";
import { toInteger } from "../quantity/ratio.ts";
import { cacheTerms } from "./terms.ts";
import { type DenseShape, denseValues, weightTerms } from "./weights.ts";

/** The terms of an adapter's count, beyond those of the model's. */
export const adapterTerms = {
  rank: {
    id: "rank",
    symbol: "r",
    name: "rank",
    unit: "",
    meaning: "Width of the narrow pair of matrices that is trained beside a frozen one.",
  },
  adapters: {
    id: "adapter_parameters",
    symbol: "P",
    name: "trained parameters",
    unit: "parameters",
    meaning: "Numbers in all adapters: the only ones that training changes.",
  },
} as const satisfies Record<string, Term>;

const { layers, kvHeads, headDim } = cacheTerms;
const { hidden, queryHeads, intermediate } = weightTerms;
const { rank, adapters } = adapterTerms;

const queries = sum(hidden, product(queryHeads, headDim));
const keys = sum(hidden, product(kvHeads, headDim));
const inner = sum(hidden, intermediate);

/** Rows and columns together of each matrix of a layer that an adapter can stand beside. */
const sides = {
  q_proj: queries,
  k_proj: keys,
  v_proj: keys,
  o_proj: queries,
  gate_proj: inner,
  up_proj: inner,
  down_proj: inner,
} as const;

/** A matrix of a layer, as files of the model name it. */
export type Target = keyof typeof sides;

export const allTargets = Object.keys(sides) as readonly Target[];

/** Equal sums once each, with how often they are there. */
const counted = (all: readonly Expression[]): Expression[] =>
  [...new Set(all)].map((side) => {
    const times = all.filter((other) => other === side).length;
    return times === 1 ? side : product(BigInt(times), side);
  });

/**
 * Parameters of LoRA adapters beside some matrices of every layer. Beside a matrix of rows × columns
 * stand one of rank × columns and one of rows × rank, so it takes the rank times both sides.
 * Source: Hu et al. 2021, https://arxiv.org/abs/2106.09685
 */
export const adapterFormula = (targets: readonly Target[]): Formula => ({
  id: "adapter-parameters",
  result: adapters,
  expression: product(layers, rank, sum(...counted(targets.map((target) => sides[target])))),
});

/** Parameters of the adapters, exactly. None without a target. */
export const adapterParameters = (
  shape: DenseShape,
  rankOfAll: number,
  targets: readonly Target[],
): bigint =>
  toInteger(
    evaluate(adapterFormula(targets).expression, {
      ...denseValues(shape),
      [rank.id]: rankOfAll,
    }),
    "the adapters' parameters",
  );
