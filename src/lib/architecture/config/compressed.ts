import { plural } from "../../quantity/print.ts";
import type { Fields } from "../reading/fields.ts";
import type { Kept } from "../reading/groups.ts";
import { type ConfigReader, forTypes, type Readers } from "./reader.ts";
import { windowLength } from "./schedule.ts";
import { layerCount, predictionLayers } from "./shape.ts";

/** The one vector per token that all heads of DeepSeek V4 share; its last part is rotary. */
function windowed(fields: Fields): Kept {
  const width = fields.whole("headDim", ["head_dim"]);
  const ropeDim = fields.whole("ropeDim", ["qk_rope_head_dim"], 0);
  if (fields.whole("kvHeads", ["num_key_value_heads"]) !== 1)
    fields.refuse("num_key_value_heads", "is not 1, and this family keeps one head");
  if (ropeDim >= width) fields.refuse("qk_rope_head_dim", "is not a part of head_dim");
  return { kind: "latent", rank: width - ropeDim, ropeDim, window: windowLength(fields) };
}

/** The same in transformers' own words: layer types, and the rate of each compressed type. */
function namedRatios(fields: Fields): number[] | undefined {
  const types = fields.texts("layer_types");
  const rates = fields.inside("compress_rates");
  if (!types || !rates) return undefined;
  return types.map((type) => {
    if (type === "sliding_attention") return 0;
    if (/^(compressed_sparse|heavily_compressed)_attention$/.test(type))
      return rates.whole("ratio", [type]);
    return fields.refuse("layer_types", `names ${JSON.stringify(type.slice(0, 40))}`);
  });
}

/** Ratios of the backbone's layers and of the prediction layers after them. */
function ratios(fields: Fields, count: number, extra: number): number[] {
  const listed =
    fields.numbers("compress_ratios") ??
    namedRatios(fields) ??
    fields.refuse("compress_ratios", "compress_ratios is missing");
  if (listed.length < count)
    fields.refuse(
      "compress_ratios",
      `has ${plural(listed.length, "entry", "entries")} for ${plural(count, "layer")}`,
    );
  fields.note("schedule", "compress_ratios", listed);
  return Array.from({ length: count + extra }, (_, layer) => listed[layer] ?? 0);
}

function setAside(fields: Fields): void {
  const inert = "index_topk index_n_heads compress_rope_theta layer_types compress_rates";
  for (const name of inert.split(" ")) fields.raw(name);
}

const indexKey = (fields: Fields, ratio: number): Kept => ({
  kind: "indexer",
  keyDim: fields.whole("indexKeyDim", ["index_head_dim"]),
  ratio,
});

/** DeepSeek V4: a short window everywhere, an entry per 4 or per 128 tokens, an index beside the 4. */
const v4: ConfigReader = (fields) => {
  setAside(fields);
  const count = layerCount(fields);
  const recent = windowed(fields);
  const width = fields.whole("headDim", ["head_dim"]);
  const kept = (ratio: number): Kept[] => {
    if (ratio <= 1) return [recent];
    const entries: Kept = { kind: "compressed", width, ratio };
    if (ratio === 4) return [recent, entries, indexKey(fields, ratio)];
    if (ratio === 128) return [recent, entries];
    return fields.refuse("compress_ratios", `holds ${ratio}; only 0, 4 and 128 are known`);
  };
  const all = ratios(fields, count, predictionLayers(fields)).map(kept);
  return { layers: all.slice(0, count), extra: all.slice(count) };
};

/** DeepSeek V4.1: only the source layers own compressed entries and index keys; others read theirs. */
const v41: ConfigReader = (fields) => {
  setAside(fields);
  for (const name of ["index_source_layer_ids", "candidate_source_layer_id"]) fields.raw(name);
  const count = layerCount(fields);
  const recent = windowed(fields);
  const width = fields.whole("headDim", ["head_dim"]);
  const sources =
    fields.numbers("kv_source_layer_ids") ??
    fields.refuse("kv_source_layer_ids", "kv_source_layer_ids is missing");
  const all = ratios(fields, count, predictionLayers(fields)).map((ratio, layer): Kept[] => {
    if (!sources.includes(layer)) return [recent];
    if (ratio === 0) return fields.refuse("kv_source_layer_ids", `layer ${layer} has no ratio`);
    return [recent, { kind: "compressed", width, ratio }, indexKey(fields, ratio)];
  });
  if (sources.some((layer) => layer >= count))
    fields.refuse("kv_source_layer_ids", "names no layer");
  return { layers: all.slice(0, count), extra: all.slice(count) };
};

export const compressedReaders: Readers = {
  ...forTypes("deepseek_v4", v4),
  ...forTypes("deepseek_v41", v41),
};
