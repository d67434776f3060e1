import { adapterParameters, allTargets, type Target } from "../../lib/memory/adapters.ts";
import { fourBitBytes } from "../../lib/memory/four-bit.ts";
import {
  type OptimizerId,
  optimizers,
  type PerParameter,
  recomputedActivations,
  trainedParts,
} from "../../lib/memory/training.ts";
import { countParameters } from "../../lib/memory/weights.ts";
import { bytesPerElement, type ElementTypeId } from "../../lib/quantity/element.ts";
import { ceil, multiply, type Ratio, ratio } from "../../lib/quantity/ratio.ts";
import { type ModelName, shapeOf } from "../llama31/models.ts";
import {
  activations,
  frozen,
  gradients,
  master,
  method,
  model,
  optimizer,
  quantised,
  rank,
  scales,
  targets,
  tokens,
  weights,
} from "./state.ts";

/** One part of the memory: how many numbers, and what each takes. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly numbers: bigint;
  readonly each: Ratio;
  readonly bytes: bigint;
}

const part = (id: string, name: string, numbers: bigint, each: Ratio): Part => ({
  id,
  name,
  numbers,
  each,
  bytes: ceil(multiply(ratio(numbers), each)),
});

const bytesOf = (type: ElementTypeId | "none"): Ratio =>
  type === "none" ? ratio(0) : bytesPerElement(type);

/** What is kept for a trained parameter, under the reader's assumptions. Reads signals. */
const perParameter = (): PerParameter => ({
  weight: bytesOf(weights.value.value),
  gradient: bytesOf(gradients.value.value),
  master: bytesOf(master.value.value),
  ...optimizers[optimizer.value.value as OptimizerId],
});

const targetSets: Readonly<Record<typeof targets.initial | "qv" | "attention", readonly Target[]>> =
  {
    qv: ["q_proj", "v_proj"],
    attention: ["q_proj", "k_proj", "v_proj", "o_proj"],
    all: allTargets,
  };

/** The matrices adapters stand beside. Reads a signal. */
export const chosenTargets = (): readonly Target[] => targetSets[targets.value.value];

/** Parameters of all adapters of a model. Reads signals. */
export const adaptersOf = (name: ModelName): bigint =>
  adapterParameters(shapeOf(name), rank.value.value, chosenTargets());

/** A model's parameters in 4-bit and those that stay in 16-bit: norms, and perhaps the vocabulary's. */
export function fourBitSplit(name: ModelName): {
  readonly inFour: bigint;
  readonly others: bigint;
} {
  const shape = shapeOf(name);
  const total = countParameters(shape);
  const norms = BigInt(shape.hidden_size) * BigInt(2 * shape.num_hidden_layers + 1);
  const vocabulary = 2n * BigInt(shape.vocab_size) * BigInt(shape.hidden_size);
  const others = quantised.value.value === "all" ? norms : norms + vocabulary;
  return { inFour: total - others, others };
}

/** What the frozen model takes for a technique: nothing where all of it is trained. Reads signals. */
export function frozenParts(name: ModelName, technique = method.value.value): readonly Part[] {
  if (technique === "full") return [];
  if (technique === "lora") {
    const count = countParameters(shapeOf(name));
    return [part("frozen", "frozen weights", count, bytesOf(frozen.value.value))];
  }
  const { inFour, others } = fourBitSplit(name);
  const each = fourBitBytes(scales.value.value === "8bit");
  return [
    part("frozen", "frozen weights, 4-bit", inFour, each),
    part("frozen-16", "frozen weights, 16-bit", others, ratio(2)),
  ];
}

const trainedNames = {
  weight: "weights",
  gradient: "gradients",
  master: "master copy",
  moments: "moments of the optimizer",
} as const;

/** All that training keeps, part by part, under the reader's assumptions. Reads signals. */
export function account(): readonly Part[] {
  const name = model.value.value;
  const full = method.value.value === "full";
  const trained = full ? countParameters(shapeOf(name)) : adaptersOf(name);
  const whose = full ? "" : " of the adapters";
  const parts = trainedParts(trained, perParameter()).map(({ id, each, bytes }) => ({
    id,
    name: trainedNames[id] + whose,
    numbers: trained,
    each,
    bytes,
  }));
  const kept = tokens.value.value;
  const shape = shapeOf(name);
  const active =
    activations.value.value === "none"
      ? []
      : [
          {
            id: "activations",
            name: "activations",
            numbers: recomputedActivations(shape, kept) / 2n,
            each: ratio(2),
            bytes: recomputedActivations(shape, kept),
          },
        ];
  return [...frozenParts(name), ...parts, ...active];
}

/** Bytes of all parts. */
export const sum = (parts: readonly Part[]): bigint =>
  parts.reduce((total, { bytes }) => total + bytes, 0n);
