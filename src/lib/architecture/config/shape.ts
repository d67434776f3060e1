import type { Fields } from "../reading/fields.ts";
import type { Kept } from "../reading/groups.ts";

/** More layers than any model has; a count above it is a mistake in the file. */
const mostLayers = 4096;

/** Spellings of the four fields that nearly every config has. */
const spelled = {
  layers: ["num_hidden_layers", "n_layers", "n_layer", "num_layers", "num_transformer_layers"],
  hidden: ["hidden_size", "n_embd", "d_model", "dim", "model_dim", "n_embed"],
  heads: ["num_attention_heads", "n_heads", "n_head", "num_heads"],
  kvHeads: ["num_key_value_heads", "n_kv_heads", "num_kv_heads", "n_head_kv"],
  headDim: ["head_dim", "attention_head_dim", "kv_channels"],
} as const;

/** Whether any spelling of the layer count is there. */
export const namesLayers = (fields: Fields): boolean =>
  spelled.layers.some((name) => fields.has(name));

/** How many layers the config has. */
export function layerCount(fields: Fields): number {
  const count = fields.whole("count", spelled.layers);
  if (count > mostLayers) {
    const name = spelled.layers.find((candidate) => fields.has(candidate))!;
    return fields.refuse(name, `${count} layers are more than any model has`);
  }
  return count;
}

export const hiddenSize = (fields: Fields): number => fields.whole("hiddenSize", spelled.hidden);

export const queryHeads = (fields: Fields): number => fields.whole("queryHeads", spelled.heads);

/** Query heads where the config says how many. */
export const writtenQueryHeads = (fields: Fields): number | undefined =>
  fields.optional("queryHeads", spelled.heads);

/** Widths of one attention layer's cache. */
export interface HeadShape {
  readonly kvHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
}

/** A width that transformers' own config class fills in where the file leaves it out. */
export interface Usual {
  readonly value: number;
  readonly rule: string;
}

/** The hidden size shared out evenly among the query heads. */
export function evenWidth(fields: Fields): number {
  const rule = "hidden_size / num_attention_heads";
  const width = fields.ruled("headDim", "head_dim", hiddenSize(fields) / queryHeads(fields), rule);
  fields.note("headDim", spelled.hidden.find((name) => fields.has(name))!, width, rule);
  return width;
}

function keyWidth(fields: Fields, usual: Usual | undefined): number {
  const written = fields.optional("headDim", spelled.headDim);
  if (written !== undefined) return written;
  if (usual) return fields.ruled("headDim", "head_dim", usual.value, usual.rule);
  return evenWidth(fields);
}

function asManyAsQueries(fields: Fields): number {
  const heads = queryHeads(fields);
  const name = spelled.heads.find((candidate) => fields.has(candidate))!;
  fields.note("kvHeads", name, heads, "no field of its own: one KV head per query head");
  return heads;
}

function keyValueHeads(fields: Fields): number {
  const written = fields.optional("kvHeads", spelled.kvHeads);
  const name = spelled.kvHeads.find((candidate) => fields.has(candidate));
  if (written === undefined) return asManyAsQueries(fields);
  const heads = writtenQueryHeads(fields);
  if (heads !== undefined && heads % written !== 0)
    return fields.refuse(name!, `${heads} query heads cannot share ${written} KV heads evenly`);
  return written;
}

/** KV heads and the widths of their keys and values, with the fields or rules they came from. */
export function headShape(fields: Fields, usualHeadDim?: Usual): HeadShape {
  const keyDim = keyWidth(fields, usualHeadDim);
  return {
    kvHeads: keyValueHeads(fields),
    keyDim,
    valueDim: fields.optional("valueDim", ["v_head_dim"], 0) || keyDim,
  };
}

/** Attention that keeps every token. */
export const full = (shape: HeadShape): Kept => ({ kind: "attention", ...shape });

/** Attention that keeps the last `window` tokens. */
export const sliding = (shape: HeadShape, window: number): Kept => ({
  kind: "attention",
  ...shape,
  window,
});

/** Attention that keeps tokens since the last multiple of `window`. */
export const chunked = (shape: HeadShape, window: number): Kept => ({
  kind: "attention",
  ...shape,
  window,
  chunked: true,
});

/** How many layers of multi-token prediction the checkpoint carries; none where no field says so. */
export function predictionLayers(fields: Fields): number {
  const names = ["num_nextn_predict_layers", "mtp_num_hidden_layers", "mtp_num_layers"];
  const direct = fields.optional("extra", names, 0);
  if (direct !== undefined && direct > mostLayers)
    return fields.refuse(names.find((name) => fields.has(name))!, "is too many");
  if (direct !== undefined) return direct;
  if (fields.flag("use_mtp") === false) return 0;
  const modules = fields.optional("extra", ["num_mtp_modules"], 0) ?? 0;
  const each = fields.optional("extraEach", ["mtp_transformer_layers"], 0) ?? 1;
  return modules * each > mostLayers
    ? fields.refuse("num_mtp_modules", "is too many")
    : modules * each;
}

/** Bytes of a number in the model's own format: 4 where it was published in FP32, else 2. */
export function ownBytes(fields: Fields, names: readonly string[] = []): number {
  const known: Record<string, number> = { float32: 4, bfloat16: 2, float16: 2 };
  for (const name of [...names, "torch_dtype", "dtype"]) {
    const written = fields.text(name)?.replace("torch.", "");
    if (written === undefined || written === "auto") continue;
    if (Object.hasOwn(known, written)) return known[written]!;
    if (names.includes(name)) return fields.refuse(name, `${written} is not a format of a state`);
  }
  return 2;
}
