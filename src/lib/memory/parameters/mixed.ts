import { evaluate } from "../../formula/evaluate.ts";
import type { ElementTypeId } from "../../quantity/element.ts";
import { toInteger } from "../../quantity/ratio.ts";
import { type DenseShape, denseValues, denseWeightParts, weightBytes } from "../weights.ts";

/** The parts of a dense model that checkpoints keep in formats of their own. */
export type StorablePart =
  | "embeddings"
  | "attention"
  | "feedForward"
  | "otherFeedForward"
  | "norms";

/** The format of every part. */
export type StorageFormats = Readonly<Record<StorablePart, ElementTypeId>>;

/** One part as it is stored. Scales that a checkpoint keeps beside its matrices are not counted. */
export interface StoredPart {
  readonly id: StorablePart;
  readonly numbers: bigint;
  readonly type: ElementTypeId;
  readonly bytes: bigint;
}

/** One format throughout. */
export const allIn = (type: ElementTypeId): StorageFormats => ({
  embeddings: type,
  attention: type,
  feedForward: type,
  otherFeedForward: type,
  norms: type,
});

/**
 * A dense model's parts with their formats and bytes. The feed-forward matrices of `layers` layers, all
 * unless given, are `feedForward`; those of the rest are `otherFeedForward`. Throws a RangeError when
 * there are not that many layers.
 */
export function storedParts(
  shape: DenseShape,
  formats: StorageFormats,
  layers: number = shape.num_hidden_layers,
): readonly StoredPart[] {
  const others = shape.num_hidden_layers - layers;
  if (others < 0)
    throw new RangeError(`${layers} layers are more than the ${shape.num_hidden_layers} there are`);
  const count = (id: string, num_hidden_layers = shape.num_hidden_layers) => {
    const { expression } = denseWeightParts.find((part) => part.id === id)!;
    return toInteger(evaluate(expression, denseValues({ ...shape, num_hidden_layers })), id);
  };
  const numbers: Readonly<Record<StorablePart, bigint>> = {
    embeddings: count("embeddings"),
    attention: count("queries") + count("keys-and-values"),
    feedForward: count("feed-forward", layers),
    otherFeedForward: count("feed-forward", others),
    norms: count("norms"),
  };
  return (Object.keys(numbers) as StorablePart[]).map((id) => ({
    id,
    numbers: numbers[id],
    type: formats[id],
    bytes: weightBytes(numbers[id], formats[id]),
  }));
}

/** Bytes of all parts. */
export const storedTotal = (parts: readonly StoredPart[]): bigint =>
  parts.reduce((sum, { bytes }) => sum + bytes, 0n);

/**
 * Bytes of one file of a checkpoint that is cut for `files` GPUs, rounded up: an even share of the
 * matrices, and the norms, which every file has whole.
 */
export function fileBytes(parts: readonly StoredPart[], files: number): bigint {
  const norms = storedTotal(parts.filter(({ id }) => id === "norms"));
  const share = BigInt(files);
  return (storedTotal(parts) - norms + share - 1n) / share + norms;
}

/**
 * How the official FP8 checkpoint of Llama 3.1 405B is stored: feed-forward matrices in FP8 except in
 * the first and the last layer, everything else in 16-bit. Source: vLLM's post on Llama 3.1,
 * https://blog.vllm.ai/2024/07/23/llama31.html
 */
export const officialFp8: StorageFormats = { ...allIn("fp16"), feedForward: "fp8" };

/** The parts of a model stored as the official FP8 checkpoint is. */
export const officialFp8Parts = (shape: DenseShape): readonly StoredPart[] =>
  storedParts(shape, officialFp8, shape.num_hidden_layers - 2);
