import { cellBytes } from "../../lib/audit/cache-cell.ts";
import {
  allIn,
  fileBytes,
  officialFp8Parts,
  storedParts,
} from "../../lib/memory/parameters/mixed.ts";
import { countParameters, weightBytes } from "../../lib/memory/weights.ts";
import type { ElementTypeId } from "../../lib/quantity/element.ts";
import type { Kilo } from "../../lib/quantity/tokens.ts";
import { type ModelName, models, shapeOf } from "../llama31/models.ts";

/** A model's shape with the KV heads of its config, or of another packaging. */
const shape = (name: ModelName, kvHeads = models[name].config.num_key_value_heads) => ({
  ...shapeOf(name),
  num_key_value_heads: kvHeads,
});

interface CacheOptions {
  readonly kvHeads?: number;
  readonly element?: ElementTypeId;
  readonly batch?: number;
  readonly kilo?: Kilo;
}

/** Bytes of a model's cache at a labelled length: as its config has it unless told otherwise. */
export function cache(
  name: ModelName,
  tokens: string,
  { kvHeads, element = "fp16", batch = 1, kilo = 1000 }: CacheOptions = {},
): bigint {
  const { num_key_value_heads: heads, ...rest } = shape(name, kvHeads);
  return cellBytes(rest, tokens, { kvHeads: heads, element, batch, kilo, unit: "B" });
}

/** Parameters of a model, counted from its config. */
export const parameters = (name: ModelName, kvHeads?: number): bigint =>
  countParameters(shape(name, kvHeads));

/** Bytes of a model's weights, all in one format. */
export const weights = (
  name: ModelName,
  element: ElementTypeId = "fp16",
  kvHeads?: number,
): bigint => weightBytes(parameters(name, kvHeads), element);

/** Bytes of one file of a packaging in 16-bit; the few hundred kilobytes of the file format not counted. */
export const shardBytes = (name: ModelName, files: number, kvHeads?: number): bigint =>
  fileBytes(storedParts(shape(name, kvHeads), allIn("fp16")), files);

/** Bytes one GPU holds of the official FP8 checkpoint of the 405B, scales not counted. */
export const fp8ShareBytes = (gpus: number, kvHeads?: number): bigint =>
  fileBytes(officialFp8Parts(shape("405B", kvHeads)), gpus);

/** KV heads that all GPUs together hold when each has at least one: copies where there are too few. */
export const headsHeld = (name: ModelName, gpus: number): number =>
  gpus * Math.max(1, models[name].config.num_key_value_heads / gpus);
