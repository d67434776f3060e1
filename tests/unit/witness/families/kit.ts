import { fromConfig } from "../../../../src/lib/index.ts";
import { familyFor } from "../../../../src/lib/witness/families/families.ts";
import type { Model } from "../../../../src/lib/witness/families/family.ts";
import type { Metadata, Tensor } from "../../../../src/lib/witness/header.ts";

/** Widths of weights; no other size of a tiny config is equal to one of them. */
export const sizes = { hidden: 160, forward: 96, vocabulary: 300, tied: false };

/** What a family's writer is given for a config. */
export function modelOf(config: Readonly<Record<string, unknown>>): Model {
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(`${reading.field}: ${reading.reason}`);
  const { layers, order, trace } = reading.architecture;
  return {
    layers: order!.map((places) => places.map((place) => layers[place]!)),
    queryHeads: Number(config.num_attention_heads ?? 1),
    sizes,
    traced: (what) => Number(trace[what]!.value),
  };
}

/** Values as they are read; those that are not a whole number keep the type they are stored as. */
const readable = (metadata: Metadata) =>
  Object.fromEntries(
    Object.entries(metadata).map(([key, of]) => [key, of.type === "u32" ? of.value : of]),
  );

const shapes = (tensors: readonly Tensor[]) =>
  Object.fromEntries(tensors.map(({ name, shape }) => [name, shape]));

/** What is written for a config: keys, and shapes of tensors by name. */
export function written(config: Readonly<Record<string, unknown>> & { model_type: string }) {
  const family = familyFor(config.model_type)!;
  const model = modelOf(config);
  const tensors = (place: number) => family.tensors(model, model.layers[place]!);
  return {
    architecture: family.architecture,
    keys: readable(family.keys(model)),
    layer: (place: number) => shapes(tensors(place)),
    around: shapes(family.around?.(model) ?? []),
    /** A layer's tensors that have to be stored in F32 whatever their shape. */
    inFull: (place: number) =>
      tensors(place)
        .filter(({ format }) => format === "F32")
        .map(({ name }) => name),
    residual: family.residual?.(model),
    tied: family.tied ?? false,
  };
}

/** Shapes of plain attention's projections, for 6 query heads and 3 KV heads of 40. */
export const projections = {
  "attn_q.weight": [160, 240],
  "attn_k.weight": [160, 120],
  "attn_v.weight": [160, 120],
  "attn_output.weight": [240, 160],
};

/** Shapes of a gated feed-forward block. */
export const forward = {
  "ffn_gate.weight": [160, 96],
  "ffn_up.weight": [160, 96],
  "ffn_down.weight": [96, 160],
};

/** Shapes of a router and one expert. */
export const experts = {
  "ffn_gate_inp.weight": [160, 1],
  "ffn_gate_exps.weight": [160, 96, 1],
  "ffn_up_exps.weight": [160, 96, 1],
  "ffn_down_exps.weight": [96, 160, 1],
};

/** Gains of the given names, as wide as the residual. */
export const gains = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [`${name}.weight`, [160]]));

/** Gains of queries and keys, a number for each of a head. */
export const headGains = { "attn_q_norm.weight": [40], "attn_k_norm.weight": [40] };

/** Keys of plain attention. */
export const attentionKeys = {
  "attention.head_count": 6,
  "attention.head_count_kv": 3,
  "attention.key_length": 40,
  "attention.value_length": 40,
};

/** Keys of a mixture with one expert. */
export const expertKeys = {
  expert_count: 1,
  expert_used_count: 1,
  expert_feed_forward_length: 96,
};
