import { evaluate } from "../../lib/formula/evaluate.ts";
import { type StoredPart, storedTotal } from "../../lib/memory/parameters/mixed.ts";
import {
  countParameters,
  denseParameters,
  denseValues,
  denseWeightParts,
  weightBytes,
} from "../../lib/memory/weights.ts";
import { divide, multiply, type Ratio, ratio } from "../../lib/quantity/ratio.ts";
import { type ModelName, shapeOf } from "../llama31/models.ts";
import { official } from "./checkpoint.ts";

/** Parameters of the second of a model's two vocabulary matrices. */
export const secondMatrix = (name: ModelName): bigint =>
  countParameters(shapeOf(name)) - countParameters({ ...shapeOf(name), tie_word_embeddings: true });

/** A number of parameters as per cent of a model's. */
const perCentOf = (name: ModelName, numbers: Ratio): Ratio =>
  multiply(divide(numbers, ratio(countParameters(shapeOf(name)))), ratio(100));

/** How many per cent of a model's parameters one part has. */
export function partOf(name: ModelName, id: string): Ratio {
  const part = denseWeightParts.find((one) => one.id === id)!;
  return perCentOf(name, evaluate(part.expression, denseValues(shapeOf(name))));
}

/** How many per cent of a model's parameters its second vocabulary matrix has. */
export const secondMatrixOf = (name: ModelName): Ratio =>
  perCentOf(name, ratio(secondMatrix(name)));

/** By how many per cent a model would grow, and how many times its cache, if no KV head was shared. */
export function unshared(name: ModelName): { readonly weights: Ratio; readonly cache: Ratio } {
  const shape = shapeOf(name);
  const { num_attention_heads: heads, num_key_value_heads: kvHeads } = shape;
  const grown = countParameters({ ...shape, num_key_value_heads: heads }) - countParameters(shape);
  return { weights: perCentOf(name, ratio(grown)), cache: ratio(heads, kvHeads) };
}

const partsNamed = (id: StoredPart["id"]) => official.filter((part) => part.id === id);

/** Bytes that a part of the official FP8 checkpoint takes beyond what it would in FP8. */
export const keptIn16 = (id: StoredPart["id"]): bigint =>
  storedTotal(partsNamed(id)) -
  partsNamed(id).reduce((sum, { numbers }) => sum + weightBytes(numbers, "fp8"), 0n);

/** Bytes that FP8 would save in the feed-forward matrices of the first and the last layer. */
export const edgeSaving = (): bigint => keptIn16("otherFeedForward");

export const summaryFormula = denseParameters;
export const summaryValues = denseValues(shapeOf("8B"));
