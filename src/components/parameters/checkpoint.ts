import { vllmWeights } from "../../lib/engines/vllm/weights.ts";
import {
  allIn,
  fileBytes,
  officialFp8,
  type StorageFormats,
  type StoredPart,
  storedParts,
} from "../../lib/memory/parameters/mixed.ts";
import { shapeOf } from "../llama31/models.ts";
import { recipe } from "./state.ts";

const shape = shapeOf("405B");

/** Files that the official FP8 checkpoint is cut into. */
export const files = 8;

/** What the parts are called in the checkpoint of the 405B, and their norms' share. */
export const partNames: Readonly<Record<StoredPart["id"], string>> = {
  embeddings: "embedding and output",
  attention: "attention",
  feedForward: `feed-forward, the ${shape.num_hidden_layers - 2} middle layers`,
  otherFeedForward: "feed-forward, first and last layer",
  norms: "norms",
};

const parts = (formats: StorageFormats) => storedParts(shape, formats, shape.num_hidden_layers - 2);

/** The parts of the 405B in the formats the reader has chosen. Reads signals. */
export const checkpoint = (): readonly StoredPart[] =>
  parts({
    ...officialFp8,
    embeddings: recipe.embeddings.value.value,
    attention: recipe.attention.value.value,
    feedForward: recipe.feedForward.value.value,
    otherFeedForward: recipe.otherFeedForward.value.value,
  });

/** Whether the formats are those of the official checkpoint. Reads signals. */
export const asOfficial = (): boolean =>
  Object.values(recipe).every(({ value, initial }) => value.value === initial);

/** The official checkpoint's parts, those of one in FP8 throughout, and of one in 16-bit. */
export const official = parts(officialFp8);
export const plainFp8 = parts(allIn("fp8"));
export const plain16 = parts(allIn("fp16"));

/** Bytes of all files together: the norms stand in each. */
export const allFiles = (some: readonly StoredPart[]): bigint =>
  BigInt(files) * fileBytes(some, files);

/** Bytes that a 32-bit scale for every row of the FP8 matrices would add to one file. */
export function scaleBytesPerFile(): bigint {
  const fp8FeedForwardLayers = shape.num_hidden_layers - 2;
  const { differences } = vllmWeights(shape, { tp: files, fp8FeedForwardLayers });
  const scales = differences.find(({ rule }) => rule === "fp8-scales")!;
  return scales.bytes / BigInt(files);
}
