import type { Tensor } from "../header.ts";
import {
  type Family,
  firstOf,
  type Model,
  matrix,
  norm,
  perLayer,
  vector,
  whole,
} from "./family.ts";
import { expertKeys, gains, gatedForward } from "./parts.ts";

const kdaShape = ({ traced }: Model) => ({
  linearHeads: traced("linearHeads"),
  linearDim: traced("linearDim"),
});

function kimiLatent(model: Model): Tensor[] {
  const { hidden } = model.sizes;
  const { rank, ropeDim } = firstOf(model, "latent");
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

/** Kimi Linear: MLA where a layer has a latent, else KDA with a convolution for each projection. */
export const kimiLinear: Family = {
  architecture: "kimi-linear",
  keys: (model) => {
    const { rank, ropeDim } = firstOf(model, "latent");
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
