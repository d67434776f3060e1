import type { Architecture } from "../../lib/architecture/architecture.ts";
import { cacheFormats, engineNames } from "../../lib/engines/engines.ts";
import { entriesKept, entryBytes, keepsTokens } from "../../lib/engines/entry.ts";
import type { EngineId } from "../../lib/engines/reservation.ts";
import { cacheBytes } from "../../lib/memory/cache.ts";
import { type ElementTypeId, elementTypes } from "../../lib/quantity/element.ts";
import { type Ratio, ratio } from "../../lib/quantity/ratio.ts";
import type { Model } from "../models/amounts.ts";
import { whole } from "../models/amounts.ts";
import { keyType, type ModelSlug, model, tokens, valueType } from "./state.ts";

/** The models of the table, by the name their file has. */
export type Models = Readonly<Record<ModelSlug, Model>>;

/** A cache with keys in one format and values in another. */
export interface Saving {
  readonly key: ElementTypeId;
  readonly value: ElementTypeId;
  readonly label: string;
  readonly bytes: bigint;
  /** What the keys take of it, and all that is kept once for keys and values. */
  readonly keys: bigint;
  /** Beside the same cache in 16 bits. */
  readonly part: Ratio;
  /** Engines that keep a cache so, as far as there are rules for them. */
  readonly engines: readonly string[];
  readonly chosen: boolean;
}

const compared = ["fp16", "fp8", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0"] as const;

const engines = Object.keys(engineNames) as EngineId[];

/** llama.cpp takes a format for keys and one for values; the others one for both. */
const takes = (engine: EngineId, key: ElementTypeId, value: ElementTypeId): boolean =>
  cacheFormats[engine].includes(key) &&
  cacheFormats[engine].includes(value) &&
  (key === value || engine === "llama.cpp");

/** Bytes of the keys of all layers at a length. */
function keyBytes(architecture: Architecture, length: bigint, type: ElementTypeId): bigint {
  return architecture.layers
    .filter(keepsTokens)
    .map((group) => {
      const { keys } = entryBytes(group, { keyType: type, valueType: type });
      return BigInt(group.count) * entriesKept(group, length) * keys;
    })
    .reduce((sum, bytes) => sum + bytes, 0n);
}

/** Whether a model keeps values at all; a latent stands for both and is kept as a key. */
export const keepsValues = ({ architecture }: Model): boolean =>
  architecture.layers.some(({ kind }) => kind === "attention");

/** The cache of the chosen model in each format, the reader's pair first. Reads signals. */
export function savings(models: Models): Saving[] {
  const chosenModel = models[model.value.value];
  const architecture = whole(chosenModel);
  const length = BigInt(tokens.value.value);
  const full = cacheBytes(architecture, { tokens: length });
  const pair = [keyType.value.value, valueType.value.value] as const;
  const save = (key: ElementTypeId, asked: ElementTypeId, chosen: boolean): Saving => {
    const value = keepsValues(chosenModel) ? asked : key;
    const bytes = cacheBytes(architecture, { tokens: length, keyType: key, valueType: value });
    const labels = [...new Set([key, value])].map((id) => elementTypes[id].label);
    return {
      key,
      value,
      label: labels.join(" keys, ") + (labels.length > 1 ? " values" : ""),
      bytes,
      keys: keyBytes(architecture, length, key),
      part: ratio(bytes, full),
      engines: engines.filter((one) => takes(one, key, value)).map((one) => engineNames[one]),
      chosen,
    };
  };
  return [save(...pair, true), ...compared.map((id) => save(id, id, false))];
}
