import { plural } from "../../quantity/print.ts";
import type { Fields } from "../reading/fields.ts";
import type { Kept } from "../reading/groups.ts";
import { plainAttention } from "./attention.ts";
import { coversLayers } from "./layer-names.ts";
import { type ConfigReader, forTypes, type Readers } from "./reader.ts";
import { evenWidth, full, type HeadShape, layerCount, queryHeads, sliding } from "./shape.ts";

const everyLayer = (fields: Fields, shape: HeadShape): readonly Kept[][] =>
  Array.from({ length: layerCount(fields) }, () => [full(shape)]);

/** One KV head where a flag says multi-query, else as many as query heads. */
const multiQuery =
  (usual: boolean): ConfigReader =>
  (fields) => {
    const single = fields.flag("multi_query") ?? usual;
    const kvHeads = single ? 1 : queryHeads(fields);
    fields.note("kvHeads", "multi_query", single, single ? "one KV head for all" : "one per query");
    const keyDim = evenWidth(fields);
    return { layers: everyLayer(fields, { kvHeads, keyDim, valueDim: keyDim }) };
  };

/** Falcon: grouped heads in the newer decoder, else one KV head or one per query head. */
const falcon: ConfigReader = (fields) => {
  if (fields.flag("new_decoder_architecture") !== true) return multiQuery(true)(fields);
  const keyDim = evenWidth(fields);
  fields.raw("multi_query");
  const kvHeads = fields.whole("kvHeads", ["num_kv_heads", "n_head_kv", "num_key_value_heads"]);
  return { layers: everyLayer(fields, { kvHeads, keyDim, valueDim: keyDim }) };
};

/** MPT and DBRX name the grouping inside `attn_config`. */
const mosaic: ConfigReader = (fields) => {
  const attention = fields.inside("attn_config");
  const type = attention?.text("attn_type");
  if (type === "multiquery_attention")
    attention?.note("kvHeads", "attn_type", type, "one KV head for all");
  else if (type !== undefined && !/^(multihead|grouped_query)_attention$/.test(type))
    attention?.refuse("attn_type", `${type} is not known`);
  if (
    attention?.raw("sliding_window_size") !== undefined &&
    attention.raw("sliding_window_size") !== -1
  )
    attention.refuse("sliding_window_size", "is set, and this layout is not known");
  const written = attention?.optional("kvHeads", ["kv_n_heads"]);
  const kvHeads = type === "multiquery_attention" ? 1 : (written ?? queryHeads(fields));
  const keyDim = evenWidth(fields);
  return { layers: everyLayer(fields, { kvHeads, keyDim, valueDim: keyDim }) };
};

/** ChatGLM groups its heads where `multi_query_attention` says so. */
const chatGlm: ConfigReader = (fields) => {
  const grouped = fields.flag("multi_query_attention") === true;
  const kvHeads = grouped
    ? fields.whole("kvHeads", ["multi_query_group_num"])
    : fields.ruled("kvHeads", "num_key_value_heads", queryHeads(fields), "num_attention_heads");
  fields.raw("multi_query_group_num");
  const keyDim = fields.optional("headDim", ["kv_channels"]) ?? evenWidth(fields);
  return { layers: everyLayer(fields, { kvHeads, keyDim, valueDim: keyDim }) };
};

/** GPT-Neo alternates global and local layers, the latter over `window_size` tokens. */
const gptNeo: ConfigReader = (fields) => {
  const count = layerCount(fields);
  const kinds = fields.texts("attention_layers") ?? repeated(fields, count);
  coversLayers(fields, "attention_layers", kinds.length, count);
  fields.raw("attention_types");
  const keyDim = evenWidth(fields);
  const shape = { kvHeads: queryHeads(fields), keyDim, valueDim: keyDim };
  const window = fields.whole("window", ["window_size"]);
  const layers = kinds.map((kind) => {
    if (kind === "global") return [full(shape)];
    if (kind === "local") return [sliding(shape, window)];
    return fields.refuse("attention_layers", "knows only global and local");
  });
  return { layers };
};

/** `[[["global", "local"], 12]]`: a run of names, and how often it comes. */
function repeated(fields: Fields, count: number): string[] {
  const runs = fields.list("attention_types");
  if (!runs) return fields.refuse("attention_types", "attention_types is missing");
  return runs.flatMap((run) => {
    const [names, times] = Array.isArray(run) ? run : [];
    if (!Array.isArray(names))
      return fields.refuse(
        "attention_types",
        "attention_types does not pair names with how often they come",
      );
    const copies = fields.checked("attention_types", times);
    if (names.length * copies > count)
      return fields.refuse(
        "attention_types",
        `attention_types lists more than ${plural(count, "layer")}`,
      );
    return Array.from({ length: copies }, () => names.map(String)).flat();
  });
}

/** OpenELM and DeciLM give every layer a number of KV heads. */
const headsPerLayer =
  (name: string): ConfigReader =>
  (fields) => {
    const kvHeads = fields.numbers(name, 1);
    if (!kvHeads) return plainAttention(fields);
    coversLayers(fields, name, kvHeads.length, layerCount(fields));
    fields.note("kvHeads", name, kvHeads);
    const keyDim = fields.optional("headDim", ["head_dim"]) ?? evenWidth(fields);
    return { layers: kvHeads.map((heads) => [full({ kvHeads: heads, keyDim, valueDim: keyDim })]) };
  };

export const earlyReaders: Readers = {
  ...forTypes("gpt_bigcode", multiQuery(true)),
  ...forTypes("falcon refinedweb refinedwebmodel", falcon),
  ...forTypes("mpt dbrx", mosaic),
  ...forTypes("chatglm", chatGlm),
  ...forTypes("gpt_neo", gptNeo),
  ...forTypes("openelm", headsPerLayer("num_kv_heads")),
  ...forTypes("decilm", headsPerLayer("num_key_value_heads_per_layer")),
  ...forTypes("bloom qwen", plainAttention),
};
