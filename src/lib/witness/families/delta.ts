import type { Kept } from "../../architecture/reading/groups.ts";
import type { Metadata, Tensor } from "../header.ts";
import {
  attentionOf,
  type Family,
  firstOf,
  type Model,
  matrix,
  norm,
  vector,
  whole,
} from "./family.ts";
import { attentionKeys, expertKeys, experts, gains, headNorms, projections } from "./parts.ts";

/** Widths of a gated delta net: heads of keys and of values. */
function deltaShape({ traced }: Model) {
  const valueHeads = traced("linearValueHeads");
  const keys = traced("linearKeyHeads") * traced("linearKeyDim");
  const values = valueHeads * traced("linearValueDim");
  return { valueHeads, keys, values, kernel: traced("convKernel") };
}

function deltaKeys(model: Model): Metadata {
  const { traced } = model;
  const { valueHeads, values, kernel } = deltaShape(model);
  return {
    "ssm.conv_kernel": whole(kernel),
    "ssm.state_size": whole(traced("linearKeyDim")),
    "ssm.group_count": whole(traced("linearKeyHeads")),
    "ssm.time_step_rank": whole(valueHeads),
    "ssm.inner_size": whole(values),
  };
}

function deltaTensors(model: Model, gates: readonly Tensor[]): Tensor[] {
  const { hidden } = model.sizes;
  const { valueHeads, keys, values, kernel } = deltaShape(model);
  const mixed = 2 * keys + values;
  return [
    matrix("attn_qkv", hidden, mixed),
    matrix("attn_gate", hidden, values),
    { name: "ssm_conv1d.weight", shape: [kernel, mixed], format: "F32" },
    vector("ssm_dt.bias", valueHeads),
    vector("ssm_a", valueHeads),
    ...gates,
    norm("ssm_norm", model.traced("linearValueDim")),
    matrix("ssm_out", values, hidden),
  ];
}

/** A state or gated attention, and a shared expert beside the others. */
function deltaLayer(model: Model, kept: readonly Kept[], gates: readonly Tensor[]): Tensor[] {
  const { hidden, forward } = model.sizes;
  return [
    ...gains(model, "attn_norm", "post_attention_norm"),
    ...(attentionOf(kept) ? projections(model, kept, true) : deltaTensors(model, gates)),
    ...headNorms(kept),
    ...experts(model),
    norm("ffn_gate_inp_shexp", hidden),
    matrix("ffn_gate_shexp", hidden, forward),
    matrix("ffn_up_shexp", hidden, forward),
    matrix("ffn_down_shexp", forward, hidden),
  ];
}

/** Gated delta nets with attention between them, and a shared expert beside the others. */
export const qwen3next: Family = {
  architecture: "qwen3next",
  keys: (model) => ({
    ...attentionKeys(model),
    // One number for all layers: which of them have states is said by the interval.
    "attention.head_count_kv": whole(firstOf(model, "attention").kvHeads),
    "rope.dimension_count": whole(firstOf(model, "attention").keyDim),
    full_attention_interval: whole(model.layers.findIndex(attentionOf) + 1),
    ...deltaKeys(model),
    ...expertKeys(model),
    expert_shared_feed_forward_length: whole(model.sizes.forward),
  }),
  tensors: (model, kept) => {
    const { hidden } = model.sizes;
    const gates = [matrix("ssm_ba", hidden, 2 * deltaShape(model).valueHeads)];
    return deltaLayer(model, kept, gates);
  },
};

/** Qwen3.5: as Qwen3-Next, with the two gates of a state apart. */
export const qwen35moe: Family = {
  architecture: "qwen35moe",
  keys: (model) => ({
    ...qwen3next.keys(model),
    "rope.dimension_sections": { type: "i32s", value: [11, 11, 10, 0] },
  }),
  tensors: (model, kept) => {
    const { hidden } = model.sizes;
    const { valueHeads } = deltaShape(model);
    const gates = ["ssm_beta", "ssm_alpha"].map((name) => matrix(name, hidden, valueHeads));
    return deltaLayer(model, kept, gates);
  },
};
