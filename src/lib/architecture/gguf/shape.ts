import { plural } from "../../quantity/print.ts";
import type { Fields } from "../reading/fields.ts";
import type { Kept, LayerByLayer } from "../reading/groups.ts";

/** What a family's reader makes of a GGUF's metadata. */
interface GgufReading {
  readonly layers: LayerByLayer;
  readonly extra?: LayerByLayer;
}

export type GgufReader = (fields: Fields) => GgufReading;

/** Layers of the model proper and of prediction; `block_count` covers both. */
export interface Blocks {
  readonly count: number;
  readonly extra: number;
}

export function blocks(fields: Fields): Blocks {
  const all = fields.whole("count", ["block_count"]);
  const extra = fields.optional("extra", ["nextn_predict_layers"], 0) ?? 0;
  if (all > 4096) fields.refuse("block_count", `${all} layers are more than any model has`);
  if (extra >= all) fields.refuse("nextn_predict_layers", "leaves no layer for the model");
  return { count: all - extra, extra };
}

/** A number, or one for each block. */
export function perBlock(
  fields: Fields,
  name: string,
  count: number,
  least = 0,
): number[] | undefined {
  const value = fields.raw(name);
  if (value === undefined) return undefined;
  fields.note(name, name, value);
  if (!Array.isArray(value)) {
    const same = fields.checked(name, value, least);
    return Array.from({ length: count }, () => same);
  }
  if (value.length < count)
    return fields.refuse(
      name,
      `has ${plural(value.length, "entry", "entries")} for ${plural(count, "block")}`,
    );
  return value.slice(0, count).map((entry) => fields.checked(name, entry, least));
}

export const embedding = (fields: Fields): number =>
  fields.whole("hiddenSize", ["embedding_length"]);

/** Query heads, which stand in for KV heads where those are not written. */
const queryHeads = (fields: Fields): number => fields.whole("queryHeads", ["attention.head_count"]);

/** KV heads of every block; 0 where a block has no attention. */
export function kvHeads(fields: Fields, count: number): number[] {
  const written = perBlock(fields, "attention.head_count_kv", count);
  if (written) return written;
  const heads = perBlock(fields, "attention.head_count", count, 1);
  if (heads) return heads;
  return fields.refuse("attention.head_count", "attention.head_count is missing");
}

/** Widths of keys and values; `suffix` names those of sliding layers where they differ. */
export function widths(fields: Fields, suffix = ""): { keyDim: number; valueDim: number } {
  const even = (what: string, name: string) =>
    fields.optional(what, [name + suffix]) ??
    fields.optional(what, [name]) ??
    fields.ruled(
      what,
      name,
      embedding(fields) / queryHeads(fields),
      "embedding_length / attention.head_count",
    );
  return {
    keyDim: even(`keyDim${suffix}`, "attention.key_length"),
    valueDim: even(`valueDim${suffix}`, "attention.value_length"),
  };
}

/** The latent of MLA: `rope.dimension_count` numbers of rotary key beside the rank. */
export function latent(fields: Fields): Kept {
  const inert = "key_length value_length key_length_mla value_length_mla q_lora_rank";
  for (const name of inert.split(" ")) fields.raw(`attention.${name}`);
  return {
    kind: "latent",
    rank: fields.whole("rank", ["attention.kv_lora_rank"]),
    ropeDim: fields.whole("ropeDim", ["rope.dimension_count"], 0),
  };
}
