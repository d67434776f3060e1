import { attentionKeys, expertKeys, experts, gains, headNorms, projections } from "./attention.ts";
import { attentionOf, type Family, type Model, matrix, norm, vector, whole } from "./family.ts";
import type { Metadata, Tensor } from "./header.ts";

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

function deltaTensors(model: Model): Tensor[] {
  const { hidden } = model.sizes;
  const { valueHeads, keys, values, kernel } = deltaShape(model);
  const mixed = 2 * keys + values;
  return [
    matrix("attn_qkv", hidden, mixed),
    matrix("attn_gate", hidden, values),
    { name: "ssm_conv1d.weight", shape: [kernel, mixed], format: "F32" },
    vector("ssm_dt.bias", valueHeads),
    vector("ssm_a", valueHeads),
    matrix("ssm_ba", hidden, 2 * valueHeads),
    norm("ssm_norm", model.traced("linearValueDim")),
    matrix("ssm_out", values, hidden),
  ];
}

/** Gated delta nets with attention between them, and a shared expert beside the others. */
export const qwen3next: Family = {
  architecture: "qwen3next",
  keys: (model) => ({
    ...attentionKeys(model),
    // One number for all layers: which of them have states is said by the interval.
    "attention.head_count_kv": whole(model.layers.map(attentionOf).find(Boolean)!.kvHeads),
    "rope.dimension_count": whole(model.layers.map(attentionOf).find(Boolean)!.keyDim),
    full_attention_interval: whole(model.layers.findIndex(attentionOf) + 1),
    ...deltaKeys(model),
    ...expertKeys(model),
    expert_shared_feed_forward_length: whole(model.sizes.forward),
  }),
  tensors: (model, kept) => {
    const { hidden, forward } = model.sizes;
    return [
      ...gains(model, "attn_norm", "post_attention_norm"),
      ...(attentionOf(kept) ? projections(model, kept, true) : deltaTensors(model)),
      ...headNorms(kept),
      ...experts(model),
      norm("ffn_gate_inp_shexp", hidden),
      matrix("ffn_gate_shexp", hidden, forward),
      matrix("ffn_up_shexp", hidden, forward),
      matrix("ffn_down_shexp", forward, hidden),
    ];
  },
};
