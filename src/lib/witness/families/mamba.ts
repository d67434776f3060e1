import type { Tensor } from "../header.ts";
import { attentionOf, type Family, type Model, matrix, norm, vector, whole } from "./family.ts";
import { attentionKeys, gains, gatedForward, projections } from "./parts.ts";

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

const mamba2Shape = ({ traced }: Model) => ({
  heads: traced("mambaHeads"),
  inner: traced("mambaHeads") * traced("mambaDim"),
  groups: traced("mambaGroups"),
  stateSize: traced("stateSize"),
  kernel: traced("convKernel"),
});

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
