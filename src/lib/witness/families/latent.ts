import type { Metadata, Tensor } from "../header.ts";
import { type Family, firstOf, type Model, matrix, norm, vector, whole } from "./family.ts";
import { gains, gatedForward } from "./parts.ts";

/** Heads, the width of their own keys and values, the rank of queries: the latent stands for them. */
const heads = 1;
const headWidth = 32;
const queryRank = 32;

function latentKeys(model: Model): Metadata {
  const { rank, ropeDim } = firstOf(model, "latent");
  return {
    "attention.head_count": whole(heads),
    "attention.head_count_kv": whole(1),
    "attention.key_length": whole(rank + ropeDim),
    "attention.value_length": whole(rank),
    "attention.key_length_mla": whole(headWidth + ropeDim),
    "attention.value_length_mla": whole(headWidth),
    "attention.kv_lora_rank": whole(rank),
    "attention.q_lora_rank": whole(queryRank),
    "rope.dimension_count": whole(ropeDim),
    leading_dense_block_count: whole(model.layers.length),
    expert_count: whole(1),
    expert_used_count: whole(1),
    expert_shared_count: whole(0),
    expert_feed_forward_length: whole(model.sizes.forward),
    expert_gating_func: whole(2),
  };
}

/** Attention through the latent, and a feed-forward block without experts. */
function latentTensors(model: Model): Tensor[] {
  const { rank, ropeDim } = firstOf(model, "latent");
  const { hidden } = model.sizes;
  return [
    ...gains(model, "attn_norm", "ffn_norm"),
    matrix("attn_q_a", hidden, queryRank),
    norm("attn_q_a_norm", queryRank),
    matrix("attn_q_b", queryRank, heads * (headWidth + ropeDim)),
    matrix("attn_kv_a_mqa", hidden, rank + ropeDim),
    norm("attn_kv_a_norm", rank),
    { name: "attn_k_b.weight", shape: [headWidth, rank, heads] },
    { name: "attn_v_b.weight", shape: [rank, headWidth, heads] },
    matrix("attn_output", heads * headWidth, hidden),
    ...gatedForward(model),
  ];
}

export const deepseek2: Family = {
  architecture: "deepseek2",
  keys: latentKeys,
  tensors: latentTensors,
};

/** As deepseek2, with an index key of every token beside the latent. */
export const deepseek32: Family = {
  architecture: "deepseek32",
  keys: (model) => ({
    ...latentKeys(model),
    "attention.indexer.key_length": whole(firstOf(model, "indexer").keyDim),
    "attention.indexer.head_count": whole(1),
    "attention.indexer.top_k": whole(2048),
  }),
  tensors: (model) => {
    const { keyDim } = firstOf(model, "indexer");
    return [
      ...latentTensors(model),
      norm("indexer.k_norm", keyDim),
      vector("indexer.k_norm.bias", keyDim),
      matrix("indexer.proj", model.sizes.hidden, 1),
      matrix("indexer.attn_k", model.sizes.hidden, keyDim),
      matrix("indexer.attn_q_b", queryRank, keyDim),
    ];
  },
};
