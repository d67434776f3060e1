import { isRecord } from "../architecture/reading/fields.ts";
import { fromSafetensorsHeader } from "../memory/parameters/safetensors.ts";
import type { StoredTensor } from "../memory/parameters/stored.ts";
import { headerLimits, readJson, textOf } from "./json.ts";
import { NotReadable } from "./problem.ts";

/** Bytes that hold the header's length. */
const lengthBytes = 8;

const again = "Check that the download is complete, or hand over the model’s config.json.";

/** The tensors that a safetensors header lists, parsed. Throws a `NotReadable` naming a malformed entry. */
export function listedTensors(header: unknown, name: string): readonly StoredTensor[] {
  const listed = fromSafetensorsHeader(header);
  if (listed.kind === "refused")
    throw new NotReadable(`${name}: ${listed.field}`, listed.reason, again);
  return listed.tensors;
}

/**
 * Reads the header of a safetensors file: its first eight bytes and as many as they say, never the whole.
 * Throws a `NotReadable` where the header is longer than the file or than any model's. Source: the
 * safetensors format, which allows 100 MB; the largest models' headers are a few megabytes.
 */
export async function readSafetensors(file: Blob, name: string): Promise<readonly StoredTensor[]> {
  const start = await file.slice(0, lengthBytes).arrayBuffer();
  const length = new DataView(start).getBigUint64(0, true);
  if (length > BigInt(headerLimits.bytes))
    throw new NotReadable(
      name,
      `claims a header of ${length} bytes, longer than any model’s`,
      again,
    );
  if (length + BigInt(lengthBytes) > BigInt(file.size))
    throw new NotReadable(name, "ends before its header does, so the file is cut short", again);
  const bytes = await file.slice(lengthBytes, lengthBytes + Number(length)).arrayBuffer();
  return listedTensors(readJson(textOf(bytes, name), name, headerLimits), name);
}

/** What `model.safetensors.index.json` says of the files a model is cut into. */
export interface WeightsIndex {
  readonly bytes?: bigint;
  readonly parameters?: bigint;
  readonly files: readonly string[];
}

const wholeBigint = (value: unknown): bigint | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? BigInt(value) : undefined;

/** Reads an index, parsed; undefined where it is none. */
export function weightsIndex(value: unknown): WeightsIndex | undefined {
  if (!isRecord(value) || !Object.hasOwn(value, "weight_map") || !isRecord(value.weight_map))
    return undefined;
  const about = Object.hasOwn(value, "metadata") && isRecord(value.metadata) ? value.metadata : {};
  const bytes = wholeBigint(about.total_size);
  const parameters = wholeBigint(about.total_parameters);
  const files = new Set(Object.values(value.weight_map).filter((file) => typeof file === "string"));
  return {
    ...(bytes !== undefined && { bytes }),
    ...(parameters !== undefined && { parameters }),
    files: [...files],
  };
}
