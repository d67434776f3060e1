import { evaluate, type Values } from "../formula/evaluate.ts";
import { type Formula, product, sum, type Term } from "../formula/expression.ts";
import { ceil, compare, divide, multiply, type Ratio, ratio } from "../quantity/ratio.ts";
import { weightTerms } from "./weights.ts";

/** The terms of what training keeps for every parameter it changes. */
export const trainingTerms = {
  weight: {
    id: "bytes_per_weight",
    symbol: "b_w",
    name: "bytes per weight",
    unit: "bytes",
    meaning: "What a parameter takes in the format the model computes with.",
  },
  gradient: {
    id: "bytes_per_gradient",
    symbol: "b_g",
    name: "bytes per gradient",
    unit: "bytes",
    meaning: "What the direction in which a parameter is to change takes.",
  },
  master: {
    id: "bytes_per_master_weight",
    symbol: "b_m",
    name: "bytes per master weight",
    unit: "bytes",
    meaning: "What a second, more exact copy of a parameter takes; 0 where there is none.",
  },
  moments: {
    id: "moments",
    symbol: "k",
    name: "moments",
    unit: "",
    meaning: "Running averages the optimizer keeps of a parameter’s gradients: Adam keeps two.",
  },
  moment: {
    id: "bytes_per_moment",
    symbol: "b_o",
    name: "bytes per moment",
    unit: "bytes",
    meaning: "What one of those averages takes, its share of a scale included.",
  },
  memory: {
    id: "training_memory",
    symbol: "M",
    name: "training memory",
    unit: "bytes",
    meaning: "What training keeps for the parameters it changes, activations left out.",
  },
} as const satisfies Record<string, Term>;

const { weight, gradient, master, moments, moment, memory } = trainingTerms;

/**
 * What training keeps for the parameters it changes. Source of the account, with 16 bytes for Adam in
 * mixed precision: Rajbhandari et al. 2019 (ZeRO), https://arxiv.org/abs/1910.02054
 */
export const trainingFormula: Formula = {
  id: "training-memory",
  result: memory,
  expression: product(
    weightTerms.parameters,
    sum(weight, gradient, master, product(moments, moment)),
  ),
};

/** Bytes kept for one parameter that is trained. */
export interface PerParameter {
  readonly weight: Ratio;
  readonly gradient: Ratio;
  readonly master: Ratio;
  readonly moments: number;
  readonly moment: Ratio;
}

/** What an optimizer keeps of every parameter. */
export interface Optimizer {
  readonly moments: number;
  readonly moment: Ratio;
}

/**
 * Optimizers by id. The 8-bit moments share a 32-bit scale among 2,048; source: Dettmers et al. 2021,
 * https://arxiv.org/abs/2110.02861
 */
export const optimizers = {
  adam32: { moments: 2, moment: ratio(4) },
  adam16: { moments: 2, moment: ratio(2) },
  adam8: { moments: 2, moment: ratio(2048 + 4, 2048) },
  momentum: { moments: 1, moment: ratio(4) },
  none: { moments: 0, moment: ratio(4) },
} as const satisfies Record<string, Optimizer>;

export type OptimizerId = keyof typeof optimizers;

/** The values of the formula's terms. */
export const trainingValues = (parameters: bigint, per: PerParameter): Values => ({
  [weightTerms.parameters.id]: parameters,
  [weight.id]: per.weight,
  [gradient.id]: per.gradient,
  [master.id]: per.master,
  [moments.id]: per.moments,
  [moment.id]: per.moment,
});

/** Bytes per trained parameter, all parts together. */
export const bytesPerTrained = (per: PerParameter): Ratio =>
  evaluate(trainingFormula.expression, trainingValues(1n, per));

/** One part of what training keeps. */
export interface TrainedPart {
  readonly id: "weight" | "gradient" | "master" | "moments";
  readonly each: Ratio;
  /** Rounded up to whole bytes. */
  readonly bytes: bigint;
}

/** What training keeps for a number of parameters, part by part; parts that keep nothing left out. */
export function trainedParts(parameters: bigint, per: PerParameter): readonly TrainedPart[] {
  const each = {
    weight: per.weight,
    gradient: per.gradient,
    master: per.master,
    moments: multiply(ratio(per.moments), per.moment),
  };
  return (Object.keys(each) as TrainedPart["id"][])
    .filter((id) => each[id].n > 0n)
    .map((id) => ({
      id,
      each: each[id],
      bytes: ceil(multiply(ratio(parameters), each[id])),
    }));
}

/**
 * Bytes that activations take at least, where only the vector entering each layer is kept in 16-bit
 * and everything else computed again on the way back. Source: Korthikanti et al. 2022, full
 * recomputation, https://arxiv.org/abs/2205.05198
 */
export const recomputedActivations = (
  { hidden_size, num_hidden_layers }: { hidden_size: number; num_hidden_layers: number },
  tokens: number,
): bigint => 2n * BigInt(hidden_size) * BigInt(num_hidden_layers) * BigInt(tokens);

/** What a number of bytes per parameter would pay for. */
export interface TrainingRecipe {
  readonly bytesPerParameter: Ratio;
  readonly pays: string;
}

/** Common accounts of training memory per parameter, activations and adapters left out. */
export const trainingRecipes: readonly TrainingRecipe[] = [
  { bytesPerParameter: ratio(1, 2), pays: "4-bit weights alone" },
  { bytesPerParameter: ratio(1), pays: "8-bit weights alone" },
  { bytesPerParameter: ratio(2), pays: "16-bit weights alone" },
  { bytesPerParameter: ratio(4), pays: "16-bit weights and gradients" },
  { bytesPerParameter: ratio(8), pays: "16-bit weights, gradients and both Adam moments" },
  {
    bytesPerParameter: ratio(16),
    pays: "16-bit weights and gradients, 32-bit master weights and both Adam moments",
  },
];

/** Bytes per parameter that a training figure implies. */
export const impliedBytesPerParameter = (bytes: Ratio, parameters: bigint): Ratio =>
  divide(bytes, ratio(parameters));

/** The recipe nearest to an implied figure, by ratio: a fit, not an explanation. */
export function nearestRecipe(implied: Ratio): TrainingRecipe {
  const apart = ({ bytesPerParameter }: TrainingRecipe): Ratio =>
    compare(implied, bytesPerParameter) >= 0
      ? divide(implied, bytesPerParameter)
      : divide(bytesPerParameter, implied);
  return trainingRecipes.reduce((best, recipe) =>
    compare(apart(recipe), apart(best)) < 0 ? recipe : best,
  );
}
