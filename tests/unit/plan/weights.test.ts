import { describe, expect, test } from "vitest";
import { planOf, type SetUp, type PlannedModel as Subject } from "../../../src/lib/index.ts";
import { bare, setUpOf, subjectFrom, subjectOf } from "./kit.ts";

const weights = (subject: Subject, changes: Partial<SetUp> = {}) =>
  planOf(setUpOf(subject, changes)).gpus.map((gpu) => gpu.weights);
const over = (gpus: number) => ({ count: gpus, tensorParallel: gpus });
const inStages = (stages: number) => ({ count: stages, pipelineParallel: stages });

const llama = subjectOf("llama-3.1-8b");
/** Numbers in the tensors of Llama 3.1 8B, from the shapes that its repository lists. */
const ends = 128_256n * 4096n;
const inLayer = {
  dealt: 2n * 4096n * 4096n + 3n * 4096n * 14_336n,
  keysAndValues: 2n * 1024n * 4096n,
  norms: 2n * 4096n,
};
const allOf = 32n * (inLayer.dealt + inLayer.keysAndValues + inLayer.norms) + 4096n;

const qwenMoe = subjectFrom("Qwen1.5-MoE-A2.7B", {
  model_type: "qwen2_moe",
  hidden_size: 2048,
  num_hidden_layers: 24,
  num_attention_heads: 16,
  num_key_value_heads: 16,
  intermediate_size: 5632,
  moe_intermediate_size: 1408,
  shared_expert_intermediate_size: 5632,
  num_experts: 60,
  num_experts_per_tok: 4,
  decoder_sparse_step: 1,
  vocab_size: 151_936,
  tie_word_embeddings: false,
});

describe("the weights of a GPU", () => {
  test.each([2, 4, 8])("are its part of all but the norms, over %i", (gpus) => {
    const norms = 65n * 4096n;
    const part = (2n * ends + allOf - norms) / BigInt(gpus);
    expect(weights(llama, over(gpus))).toEqual(Array(gpus).fill(2n * (part + norms)));
  });

  test("have one head of keys and values at least", () => {
    const part = (2n * ends + 32n * inLayer.dealt) / 16n;
    const heads = (32n * inLayer.keysAndValues) / 8n;
    expect(weights(llama, over(16))[0]).toBe(2n * (part + heads + 65n * 4096n));
  });

  test.each<[Subject, bigint]>([
    [
      subjectOf("deepseek-v3"),
      61n * (1536n * 7168n + 576n * 7168n + 1536n + 512n + 2n * 7168n) +
        7168n +
        58n * (256n * 7168n + 256n),
    ],
    [subjectOf("gpt-oss-120b"), 36n * (128n * 2880n + 128n + 2n * 2880n) + 2880n],
    [qwenMoe, 24n * (60n * 2048n + 2048n + 2n * 2048n) + 2048n],
  ])("have routers, latents and norms whole: $name", (subject, whole) => {
    expect(weights(subject, over(2))[0]).toBe(subject.parameters! + whole);
  });

  test("have one head of keys and values, biases too", () => {
    const keysAndValues = 36n * 2n * (512n * 2880n + 512n);
    const whole = 36n * (128n * 2880n + 128n + 2n * 2880n) + 2880n;
    const gptOss = subjectOf("gpt-oss-120b");
    const part = (gptOss.parameters! - keysAndValues - whole) / 16n;
    expect(weights(gptOss, over(16))[0]).toBe(2n * (part + keysAndValues / 8n + whole));
  });
});

describe("the weights of a stage", () => {
  test("have the embedding on the first and the output on the last", () => {
    const quarter = allOf / 2n;
    expect(weights(llama, inStages(4))).toEqual([
      2n * ends + quarter,
      quarter,
      quarter,
      2n * ends + quarter,
    ]);
  });

  test("have a matrix that is both on both", () => {
    const small = subjectOf("llama-3.2-1b");
    const embedding = 128_256n * 2048n;
    const quarter = (small.parameters! - embedding) / 2n;
    expect(weights(small, inStages(4))).toEqual([
      2n * embedding + quarter,
      quarter,
      quarter,
      2n * embedding + quarter,
    ]);
    expect(weights(small)).toEqual([2n * small.parameters!]);
  });

  test("are dealt by layers where the tensors are not known, and rounded up", () => {
    const layer = { kind: "attention", count: 3, kvHeads: 4, keyDim: 64, valueDim: 64 } as const;
    const subject = { ...bare({ layers: [layer], trace: {} }), parameters: 1000n };
    expect(weights(subject, { count: 4, tensorParallel: 2, pipelineParallel: 2 })).toEqual([
      667n,
      667n,
      334n,
      334n,
    ]);
  });

  test("are dealt by layers where the count is another than the config's", () => {
    expect(weights({ ...llama, parameters: 8000n }, inStages(2))).toEqual([8000n, 8000n]);
  });
});

describe("the weights of a copy", () => {
  test("are as many bytes as a file lists, or the parameters in their format", () => {
    expect(weights({ ...llama, storedWeights: 12_345n }, { weightType: "stored" })).toEqual([
      12_345n,
    ]);
    expect(weights(llama, { weightType: "fp8" })).toEqual([8_030_261_248n]);
  });

  test("are not known without a reason given", () => {
    const { architecture } = llama;
    expect(weights({ name: "some model", architecture })).toEqual([
      { unknown: "The parameters of this model are not known." },
    ]);
    expect(weights(bare(architecture))).toEqual([{ unknown: "nobody counted them" }]);
  });
});
