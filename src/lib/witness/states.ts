import type { Kept } from "../architecture/reading/groups.ts";
import {
  attentionKeys,
  expertKeys,
  experts,
  gains,
  gatedForward,
  headNorms,
  projections,
} from "./attention.ts";
import {
  attentionOf,
  type Family,
  firstAttention,
  firstOf,
  type Model,
  matrix,
  norm,
  perLayer,
  vector,
  whole,
} from "./family.ts";
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
    "attention.head_count_kv": whole(firstAttention(model)!.kvHeads),
    "rope.dimension_count": whole(firstAttention(model)!.keyDim),
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

/** Kimi Linear: MLA where a layer has a latent, else KDA with a convolution for each projection. */
export const kimiLinear: Family = {
  architecture: "kimi-linear",
  keys: (model) => {
    const { rank, ropeDim } = firstOf(model, "latent")!;
    const { linearHeads, linearDim } = kdaShape(model);
    return {
      "attention.head_count": whole(linearHeads),
      "attention.head_count_kv": perLayer(
        model.layers.map((kept) => (kept.some(({ kind }) => kind === "latent") ? 1 : 0)),
      ),
      "attention.key_length": whole(rank + ropeDim),
      "attention.value_length": whole(rank),
      "attention.key_length_mla": whole(linearDim + ropeDim),
      "attention.value_length_mla": whole(linearDim),
      "attention.kv_lora_rank": whole(rank),
      "rope.dimension_count": whole(ropeDim),
      "ssm.conv_kernel": whole(model.traced("convKernel")),
      "kda.head_dim": whole(linearDim),
      ...expertKeys(model),
      expert_shared_count: whole(0),
      expert_gating_func: whole(2),
      leading_dense_block_count: whole(model.layers.length),
    };
  },
  tensors: (model, kept) => [
    ...gains(model, "attn_norm", "ffn_norm"),
    ...(kept.some(({ kind }) => kind === "latent") ? kimiLatent(model) : kimiState(model)),
    ...gatedForward(model),
  ],
};

const kdaShape = ({ traced }: Model) => ({
  linearHeads: traced("linearHeads"),
  linearDim: traced("linearDim"),
});

function kimiLatent(model: Model): Tensor[] {
  const { hidden } = model.sizes;
  const { rank, ropeDim } = firstOf(model, "latent")!;
  const { linearHeads: heads, linearDim: width } = kdaShape(model);
  return [
    matrix("attn_q", hidden, heads * (width + ropeDim)),
    matrix("attn_kv_a_mqa", hidden, rank + ropeDim),
    norm("attn_kv_a_norm", rank),
    { name: "attn_k_b.weight", shape: [width, rank, heads] },
    { name: "attn_v_b.weight", shape: [rank, width, heads] },
    matrix("attn_output", heads * width, hidden),
  ];
}

function kimiState(model: Model): Tensor[] {
  const { hidden } = model.sizes;
  const { linearHeads: heads, linearDim: width } = kdaShape(model);
  const all = heads * width;
  return [
    ...["q", "k", "v"].flatMap((name): Tensor[] => [
      {
        name: `ssm_conv1d_${name}.weight`,
        shape: [model.traced("convKernel"), 1, all],
        format: "F32",
      },
      matrix(`attn_${name}`, hidden, all),
    ]),
    matrix("ssm_f_a", hidden, width),
    matrix("ssm_f_b", width, all),
    matrix("ssm_beta", hidden, heads),
    { name: "ssm_a", shape: [1, heads], format: "F32" },
    vector("ssm_dt.bias", all),
    matrix("ssm_g_a", hidden, width),
    matrix("ssm_g_b", width, all),
    norm("ssm_norm", width),
    matrix("attn_output", all, hidden),
  ];
}

/** Jamba: a Mamba-1 state where a layer has no KV heads; its inner width is twice the hidden one. */
export const jamba: Family = {
  architecture: "jamba",
  keys: (model) => ({
    ...attentionKeys(model),
    "ssm.conv_kernel": whole(model.traced("convKernel")),
    "ssm.inner_size": whole(2 * model.sizes.hidden),
    "ssm.state_size": whole(model.traced("stateSize")),
    "ssm.time_step_rank": whole(stepRank),
  }),
  tensors: (model, kept) => [
    ...gains(model, "attn_norm", "ffn_norm"),
    ...projections(model, kept),
    ...(attentionOf(kept) ? [] : mamba1Tensors(model)),
    ...gatedForward(model),
  ],
  residual: ({ traced }) => traced("hiddenSize"),
};

/** Rank of Mamba-1's time step, which decides no state. */
const stepRank = 1;

function mamba1Tensors(model: Model): Tensor[] {
  const { hidden } = model.sizes;
  const inner = 2 * hidden;
  const stateSize = model.traced("stateSize");
  return [
    matrix("ssm_in", hidden, 2 * inner),
    { name: "ssm_conv1d.weight", shape: [model.traced("convKernel"), inner], format: "F32" },
    vector("ssm_conv1d.bias", inner),
    matrix("ssm_x", inner, stepRank + 2 * stateSize),
    norm("ssm_dt_norm", stepRank),
    matrix("ssm_dt", stepRank, inner),
    vector("ssm_dt.bias", inner),
    norm("ssm_b_norm", stateSize),
    norm("ssm_c_norm", stateSize),
    { name: "ssm_a", shape: [stateSize, inner], format: "F32" },
    vector("ssm_d", inner),
    matrix("ssm_out", inner, hidden),
  ];
}

/** Falcon-H1: attention and a Mamba-2 state side by side on every layer. */
export const falconH1: Family = {
  architecture: "falcon-h1",
  keys: (model) => {
    const { heads, inner, groups, stateSize, kernel } = mamba2Shape(model);
    return {
      ...attentionKeys(model),
      "ssm.conv_kernel": whole(kernel),
      "ssm.inner_size": whole(inner),
      "ssm.state_size": whole(stateSize),
      "ssm.time_step_rank": whole(heads),
      "ssm.group_count": whole(groups),
    };
  },
  tensors: (model, kept) => {
    const { hidden } = model.sizes;
    const { heads, inner, groups, stateSize, kernel } = mamba2Shape(model);
    const mixed = inner + 2 * groups * stateSize;
    return [
      ...gains(model, "attn_norm"),
      vector("ffn_norm", hidden),
      ...projections(model, kept),
      matrix("ssm_in", hidden, inner + mixed + heads),
      { name: "ssm_conv1d.weight", shape: [kernel, mixed], format: "F32" },
      vector("ssm_conv1d.bias", mixed),
      vector("ssm_dt.bias", heads),
      { name: "ssm_a", shape: [1, heads], format: "F32" },
      { name: "ssm_d", shape: [1, heads], format: "F32" },
      { name: "ssm_norm.weight", shape: [inner / groups, groups], format: "F32" },
      matrix("ssm_out", inner, hidden),
      ...gatedForward(model),
    ];
  },
};

const mamba2Shape = ({ traced }: Model) => ({
  heads: traced("mambaHeads"),
  inner: traced("mambaHeads") * traced("mambaDim"),
  groups: traced("mambaGroups"),
  stateSize: traced("stateSize"),
  kernel: traced("convKernel"),
});

/** LFM2: a short convolution, as wide as the residual, where a layer has no KV heads. */
export const lfm2: Family = {
  architecture: "lfm2",
  keys: (model) => ({
    ...attentionKeys(model),
    "shortconv.l_cache": whole(model.traced("convKernel")),
  }),
  tensors: (model, kept) => {
    const { hidden } = model.sizes;
    return [
      ...gains(model, "attn_norm", "ffn_norm"),
      ...(attentionOf(kept)
        ? [...projections(model, kept), ...headNorms(kept)]
        : [
            matrix("shortconv.conv", model.traced("convKernel"), hidden),
            matrix("shortconv.in_proj", hidden, 3 * hidden),
            matrix("shortconv.out_proj", hidden, hidden),
          ]),
      ...gatedForward(model),
    ];
  },
  around: (model) => gains(model, "token_embd_norm"),
  residual: ({ traced }) => traced("hiddenSize"),
};
