import { describe, expect, it, test } from "vitest";
import { parametersFromConfig } from "../../../src/lib/index.ts";

/** Small and odd, so that no two widths are equal: three layers, four query heads and two KV heads of 5. */
const small = {
  vocab_size: 50,
  hidden_size: 12,
  intermediate_size: 30,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 5,
};

const latent = {
  ...small,
  kv_lora_rank: 9,
  qk_rope_head_dim: 2,
  qk_nope_head_dim: 3,
  v_head_dim: 4,
  q_lora_rank: 7,
};

const experts = { num_experts: 8, num_experts_per_tok: 2, moe_intermediate_size: 6 };

function counted(config: object) {
  const count = parametersFromConfig(config);
  if (count.kind === "refused") throw new Error(count.reason);
  return count;
}

const listed = (config: object) =>
  counted(config).tensors.map(
    ({ copies, part, name, shape }) => `${copies} of ${part}: ${name}, ${shape.join(" × ")}`,
  );

const routed = (config: object) =>
  counted({ model_type: "qwen3_moe", ...small, ...experts, ...config }).tensors.find(
    ({ name }) => name === "router",
  )?.copies ?? 0;

const fieldsOf = (config: object) =>
  Object.fromEntries(
    Object.entries(counted(config).trace).map(([what, { field }]) => [what, field]),
  );

const llamaAttention = [
  "3 of attention: queries, 20 × 12",
  "3 of attention: keys, 10 × 12",
  "3 of attention: values, 10 × 12",
  "3 of attention: output, 12 × 20",
];
const vocabulary = ["1 of embeddings: tokens, 50 × 12", "1 of output: output, 50 × 12"];
const forward = (layers: number) => [
  `${layers} of feed-forward: gate, 30 × 12`,
  `${layers} of feed-forward: up, 30 × 12`,
  `${layers} of feed-forward: down, 12 × 30`,
];
const gains = "7 of norms: gains, 12";

describe("the tensors of a model", () => {
  it("of Llama's shape are two vocabularies, seven matrices a layer, and norms", () => {
    expect(listed({ model_type: "llama", ...small })).toEqual([
      ...vocabulary,
      ...llamaAttention,
      ...forward(3),
      gains,
    ]);
  });

  it("have biases where the config says so", () => {
    const without = listed({ model_type: "llama", ...small });
    const biases = (flag: object) =>
      listed({ model_type: "llama", ...small, ...flag }).filter((one) => !without.includes(one));
    expect(biases({ attention_bias: false, mlp_bias: false })).toEqual([]);
    expect(biases({ attention_bias: true })).toEqual([
      "3 of attention: queries bias, 20",
      "3 of attention: keys bias, 10",
      "3 of attention: values bias, 10",
      "3 of attention: output bias, 12",
    ]);
    expect(biases({ mlp_bias: true })).toEqual([
      "3 of feed-forward: gate bias, 30",
      "3 of feed-forward: up bias, 30",
      "3 of feed-forward: down bias, 12",
    ]);
  });

  it("of GPT-2's shape learn positions, have biases throughout and one vocabulary", () => {
    const gpt2 = { n_embd: 12, n_layer: 3, n_head: 4, n_positions: 64, vocab_size: 50 };
    expect(listed({ model_type: "gpt2", ...gpt2 })).toEqual([
      "1 of embeddings: tokens, 50 × 12",
      "1 of embeddings: positions, 64 × 12",
      ...["queries", "keys", "values", "output"].flatMap((name) => [
        `3 of attention: ${name}, 12 × 12`,
        `3 of attention: ${name} bias, 12`,
      ]),
      "3 of feed-forward: up, 48 × 12",
      "3 of feed-forward: up bias, 48",
      "3 of feed-forward: down, 12 × 48",
      "3 of feed-forward: down bias, 12",
      gains,
      "7 of norms: norm biases, 12",
    ]);
  });

  it("norm queries and keys by the head or across heads", () => {
    expect(listed({ model_type: "qwen3", ...small })).toEqual(
      expect.arrayContaining(["3 of norms: query norm, 5", "3 of norms: key norm, 5"]),
    );
    expect(listed({ model_type: "olmo2", ...small })).toEqual(
      expect.arrayContaining(["3 of norms: query norm, 20", "3 of norms: key norm, 10"]),
    );
    const glm = { model_type: "glm4_moe", ...small, ...experts };
    expect(listed(glm).join()).not.toContain("query norm");
    expect(listed({ ...glm, use_qk_norm: true })).toContain("3 of norms: query norm, 5");
  });

  it("of gpt-oss have sinks, and biases on router and experts", () => {
    const { moe_intermediate_size, ...own } = experts;
    expect(listed({ model_type: "gpt_oss", ...small, ...own })).toEqual([
      ...vocabulary,
      "3 of attention: queries, 20 × 12",
      "3 of attention: queries bias, 20",
      "3 of attention: keys, 10 × 12",
      "3 of attention: keys bias, 10",
      "3 of attention: values, 10 × 12",
      "3 of attention: values bias, 10",
      "3 of attention: output, 12 × 20",
      "3 of attention: output bias, 12",
      "3 of attention: sinks, 4",
      "3 of experts: router, 8 × 12",
      "3 of experts: router bias, 8",
      "24 of experts: gate, 30 × 12",
      "24 of experts: gate bias, 30",
      "24 of experts: up, 30 × 12",
      "24 of experts: up bias, 30",
      "24 of experts: down, 12 × 30",
      "24 of experts: down bias, 12",
      gains,
    ]);
  });

  const deepseek = {
    model_type: "deepseek_v3",
    ...latent,
    n_routed_experts: 8,
    num_experts_per_tok: 2,
    n_shared_experts: 3,
    moe_intermediate_size: 6,
    first_k_dense_replace: 1,
  };

  it("of DeepSeek V3's shape go through latents, and to experts after the first layer", () => {
    expect(listed(deepseek)).toEqual([
      ...vocabulary,
      "3 of attention: queries, down, 7 × 12",
      "3 of norms: query latent norm, 7",
      "3 of attention: queries, up, 20 × 7",
      "3 of attention: latent and rotary key, 11 × 12",
      "3 of norms: latent norm, 9",
      "3 of attention: keys and values, up, 28 × 9",
      "3 of attention: output, 12 × 16",
      ...forward(1),
      "2 of experts: router, 8 × 12",
      "2 of experts: router correction, 8",
      "16 of experts: gate, 6 × 12",
      "16 of experts: up, 6 × 12",
      "16 of experts: down, 12 × 6",
      "2 of experts: shared expert gate, 18 × 12",
      "2 of experts: shared expert up, 18 × 12",
      "2 of experts: shared expert down, 12 × 18",
      gains,
    ]);
    const { q_lora_rank, ...direct } = deepseek;
    expect(listed(direct)).toContain("3 of attention: queries, 20 × 12");
  });

  it("of Qwen's first mixtures have a shared expert of its own width, and a switch", () => {
    const mixture = { ...small, ...experts, shared_expert_intermediate_size: 14 };
    expect(listed({ model_type: "qwen2_moe", ...mixture }).slice(-8)).toEqual([
      "24 of experts: gate, 6 × 12",
      "24 of experts: up, 6 × 12",
      "24 of experts: down, 12 × 6",
      "3 of experts: shared expert gate, 14 × 12",
      "3 of experts: shared expert up, 14 × 12",
      "3 of experts: shared expert down, 12 × 14",
      "3 of experts: shared expert switch, 1 × 12",
      gains,
    ]);
  });

  it("come with the fields that their sizes are from", () => {
    expect(fieldsOf(deepseek)).toEqual({
      vocabulary: "vocab_size",
      hiddenSize: "hidden_size",
      count: "num_hidden_layers",
      queryHeads: "num_attention_heads",
      rank: "kv_lora_rank",
      ropeDim: "qk_rope_head_dim",
      nopeDim: "qk_nope_head_dim",
      valueDim: "v_head_dim",
      queryRank: "q_lora_rank",
      denseFirst: "first_k_dense_replace",
      experts: "n_routed_experts",
      chosenExperts: "num_experts_per_tok",
      expertWidth: "moe_intermediate_size",
      sharedExperts: "n_shared_experts",
      forwardWidth: "intermediate_size",
    });
    expect(
      fieldsOf({
        model_type: "qwen2_moe",
        ...small,
        ...experts,
        decoder_sparse_step: 2,
        shared_expert_intermediate_size: 14,
      }),
    ).toMatchObject({
      experts: "num_experts",
      routedEvery: "decoder_sparse_step",
      sharedWidth: "shared_expert_intermediate_size",
    });
    expect(
      fieldsOf({ model_type: "opt", ...small, ffn_dim: 40, max_position_embeddings: 64 }),
    ).toMatchObject({ positions: "max_position_embeddings", forwardWidth: "intermediate_size" });
  });
});

test.each([
  ["gpt_neox", "intermediate_size"],
  ["opt", "ffn_dim"],
  ["gpt2", "n_inner"],
  ["mistral", "hidden_dim"],
])("%s may call the inner width %s", (model_type, name) => {
  const { intermediate_size, ...rest } = small;
  const config = { model_type, ...rest, max_position_embeddings: 64, [name]: 40 };
  expect(listed(config)).toContain("3 of feed-forward: up, 40 × 12");
  expect(fieldsOf(config)).toHaveProperty("forwardWidth", name);
});

test("an inner width left out of a plain block is four times the hidden size", () => {
  const { intermediate_size, ...rest } = small;
  expect(counted({ model_type: "gpt_neox", ...rest }).trace.forwardWidth).toEqual({
    field: "n_inner",
    value: 48,
    rule: "4 × hidden size",
  });
});

describe("layers that route", () => {
  it("are all, but for the first few, those between steps, and those named", () => {
    const five = { num_hidden_layers: 5 };
    expect(routed(five)).toBe(5);
    expect(routed({ ...five, first_k_dense_replace: 2 })).toBe(3);
    expect(routed({ ...five, decoder_sparse_step: 3 })).toBe(1);
    expect(routed({ ...five, decoder_sparse_step: 2 })).toBe(2);
    expect(routed({ ...five, mlp_only_layers: [0, 4] })).toBe(3);
    expect(routed({ ...five, moe_layer_freq: 1 })).toBe(5);
    expect(routed({ ...five, num_experts: 0 })).toBe(0);
  });

  it("need no width of dense blocks where there are none", () => {
    const { intermediate_size, ...rest } = small;
    expect(listed({ model_type: "qwen3_moe", ...rest, ...experts }).join()).not.toContain(
      "feed-forward",
    );
  });
});
