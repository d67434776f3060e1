import { adapterFormula, adapterParameters, allTargets } from "../../lib/memory/adapters.ts";
import { fourBitBytes } from "../../lib/memory/four-bit.ts";
import {
  bytesPerTrained,
  optimizers,
  type PerParameter,
  recomputedActivations,
  trainedParts,
  trainingFormula,
  trainingValues,
} from "../../lib/memory/training.ts";
import { countParameters, weightBytes } from "../../lib/memory/weights.ts";
import { ceil, multiply, type Ratio, ratio } from "../../lib/quantity/ratio.ts";
import { type ModelName, shapeOf } from "../llama31/models.ts";
import { everySet } from "./fits.ts";
import { rank, tokens } from "./state.ts";

/** Mixed precision with Adam, as the account of ZeRO has it. */
const mixed: PerParameter = {
  weight: ratio(2),
  gradient: ratio(2),
  master: ratio(4),
  ...optimizers.adam32,
};

export const mixedEach: Ratio = bytesPerTrained(mixed);

/** The same with moments in 8-bit. */
export const mixedEach8: Ratio = bytesPerTrained({ ...mixed, ...optimizers.adam8 });

/** Bytes of a model trained whole, at so many bytes for each parameter. */
export const trainedWhole = (name: ModelName, each: Ratio = mixedEach): bigint =>
  ceil(multiply(ratio(countParameters(shapeOf(name))), each));

/** Parameters of adapters beside all matrices of the layers. */
export const adaptersEverywhere = (name: ModelName, r: number = rank.initial): bigint =>
  adapterParameters(shapeOf(name), r, allTargets);

/** What training keeps for those adapters, their own weights included. */
export const adapterBytes = (name: ModelName, r?: number): bigint =>
  trainedParts(adaptersEverywhere(name, r), mixed).reduce((sum, { bytes }) => sum + bytes, 0n);

/** The frozen weights of a model in 16-bit. */
export const frozenBytes = (name: ModelName): bigint =>
  weightBytes(countParameters(shapeOf(name)), "fp16");

/** Bytes that quantising the scales again saves for so many numbers. */
export function savedByQuantisingTwice(numbers: bigint): bigint {
  const bytes = (twice: boolean) => ceil(multiply(ratio(numbers), fourBitBytes(twice)));
  return bytes(false) - bytes(true);
}

/** Activations of a step of so many tokens, all but one vector a layer computed again. */
export const activationBytes = (name: ModelName, count: number = tokens.initial): bigint =>
  recomputedActivations(shapeOf(name), count);

export const setCount: number = everySet.length;

export const summaryFormula = trainingFormula;
export const summaryValues = trainingValues(countParameters(shapeOf("8B")), mixed);
export const allAdapters = adapterFormula(allTargets);
