import { config as deepseek } from "../../content/models/deepseek-v3.json";
import { config as llama8 } from "../../content/models/llama-3.1-8b.json";
import { config as llama70 } from "../../content/models/llama-3.1-70b.json";
import { config as llama405 } from "../../content/models/llama-3.1-405b.json";
import { type DenseConfig, headDim } from "../../lib/architecture/dense.ts";
import { choice, wholeNumber } from "../state/input.ts";

/** What decides how a model's heads can share: its query heads, and the width of a key and a value. */
export interface Shape {
  readonly slug: string;
  readonly name: string;
  readonly layers: number;
  readonly queryHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  /** How the model itself shares. */
  readonly own: Stop;
}

/** A stop of the slider: a number of KV heads that divides the query heads, or a latent for all. */
export type Stop = `${number}` | "mla";

const dense = (slug: string, name: string, config: DenseConfig): Shape => ({
  slug,
  name,
  layers: config.num_hidden_layers,
  queryHeads: config.num_attention_heads,
  keyDim: headDim(config),
  valueDim: headDim(config),
  own: `${config.num_key_value_heads}`,
});

export const shapes = {
  "8B": dense("llama-3.1-8b", "Llama 3.1 8B", llama8),
  "70B": dense("llama-3.1-70b", "Llama 3.1 70B", llama70),
  "405B": dense("llama-3.1-405b", "Llama 3.1 405B", llama405),
  V3: {
    slug: "deepseek-v3",
    name: "DeepSeek V3",
    layers: deepseek.num_hidden_layers,
    queryHeads: deepseek.num_attention_heads,
    keyDim: deepseek.qk_nope_head_dim + deepseek.qk_rope_head_dim,
    valueDim: deepseek.v_head_dim,
    own: "mla",
  },
} as const satisfies Record<string, Shape>;

export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as ShapeName[];

/** The numbers of KV heads that split a model's query heads into equal groups, most first. */
export const divisors = (queryHeads: number): number[] =>
  Array.from({ length: queryHeads }, (_, less) => queryHeads - less).filter(
    (kvHeads) => queryHeads % kvHeads === 0,
  );

/** The stops of a model's slider: from a KV head for each query head to one for all, then MLA. */
export const stopsOf = ({ queryHeads }: Shape): Stop[] => [
  ...divisors(queryHeads).map((kvHeads): Stop => `${kvHeads}`),
  "mla",
];

const stopNames = (shape: Shape) =>
  Object.fromEntries(stopsOf(shape).map((stop) => [stop, stop === "mla" ? "MLA" : stop])) as Record<
    Stop,
    string
  >;

const sharingOf = (name: ShapeName) => {
  const shape: Shape = shapes[name];
  const labels = stopNames(shape);
  return {
    ...choice(`kv${name.toLowerCase()}`, `KV heads of ${shape.name}`, shape.own, labels),
    show: (stop: Stop) => labels[stop],
  };
};

/** How each model's heads share, one input per model; the default is what the model does. */
export const kvHeads = {
  "8B": sharingOf("8B"),
  "70B": sharingOf("70B"),
  "405B": sharingOf("405B"),
  V3: sharingOf("V3"),
};

const modelNames = Object.fromEntries(
  shapeNames.map((name) => [name, shapes[name].name]),
) as Record<ShapeName, string>;

export const model = {
  ...choice("model", "Model", "8B", modelNames),
  show: (name: ShapeName) => modelNames[name],
};

/** The latent of MLA: DeepSeek's widths unless changed. */
export const rank = wholeNumber("rank", "Latent width", deepseek.kv_lora_rank, 1, 4096);
export const ropeDim = wholeNumber("rope", "Rotary width", deepseek.qk_rope_head_dim, 0, 512);

/** The part of a key that does not turn with the position, in DeepSeek's heads. */
export const plainDim = deepseek.qk_nope_head_dim;

/** Every input of the article, in the order links list them. */
export const inputs = [model, ...shapeNames.map((name) => kvHeads[name]), rank, ropeDim] as const;
