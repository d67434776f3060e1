import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { parametersFromConfig, syntheticGguf } from "../../../src/lib/index.ts";
import { littleSize } from "../../../src/lib/witness/vocabulary.ts";
import { countable } from "./configs.ts";
import { parse } from "./parse.ts";

vi.setConfig({ testTimeout: 60_000 });

const llama = {
  model_type: "llama",
  hidden_size: 384,
  intermediate_size: 672,
  num_attention_heads: 8,
  num_hidden_layers: 2,
  num_key_value_heads: 2,
  head_dim: 64,
  vocab_size: 1000,
};

/** What is written, its keys, and the shapes of its tensors by name. */
async function read(...args: Parameters<typeof syntheticGguf>) {
  const file = syntheticGguf(...args);
  if (file.kind === "refused") throw new Error(`${file.field}: ${file.reason}`);
  const { metadata, tensorInfos } = await parse(file);
  const keys: Record<string, unknown> = { ...metadata };
  const shapes = Object.fromEntries(
    tensorInfos.map(({ name, shape }) => [name.replace(".weight", ""), shape.map(Number)]),
  );
  return { file, keys, shapes };
}

const refusalOf = (config: object) => {
  const file = syntheticGguf(config, { weights: "true" });
  return file.kind === "refused" ? [file.field, file.reason] : file.kind;
};

describe("shrunk weights", () => {
  test("are what is written unless true ones are asked for", async () => {
    const { file } = await read(llama);
    expect(file).toEqual((await read(llama, { weights: "shrunk" })).file);
    expect(file.parameters).toBeLessThan((await read(llama, { weights: "true" })).file.parameters);
  });

  test("are a block wide, whatever the config says, but for heads", async () => {
    const { file, keys, shapes } = await read(llama);
    expect(keys["llama.embedding_length"]).toBe(32);
    expect(keys["llama.feed_forward_length"]).toBe(32);
    expect(shapes).toMatchObject({
      token_embd: [32, littleSize],
      output: [32, littleSize],
      "blk.0.attn_q": [32, 512],
      "blk.0.attn_k": [32, 128],
      "blk.1.ffn_up": [32, 32],
    });
    const layer = 2n * 32n + 32n * (2n * 512n + 2n * 128n) + 3n * 32n * 32n;
    expect(file.parameters).toBe(2n * layer + 32n + 2n * 32n * BigInt(littleSize));
  });

  test("are under a name that says what they are, unless another is given", async () => {
    expect((await read(llama)).keys["general.name"]).toBe("synthetic");
    const { keys } = await read(llama, { name: "Llama 3.1 8B" });
    expect(keys["general.name"]).toBe("Llama 3.1 8B");
  });

  test("come with a vocabulary that has tokens for all bytes", async () => {
    const { keys } = await read(llama);
    const tokens = keys["tokenizer.ggml.tokens"];
    expect(tokens).toHaveLength(littleSize);
    for (let byte = 0; byte < 256; byte++)
      expect(tokens).toContain(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
  });
});

describe("any weights", () => {
  test.each(["shrunk", "true"] as const)(
    "are under keys for a long context and LLaMA's norm: %s",
    async (weights) => {
      const { keys } = await read(llama, { weights });
      expect(keys["general.architecture"]).toBe("llama");
      expect(keys["llama.block_count"]).toBe(2);
      expect(keys["llama.context_length"]).toBe(1_048_576);
      expect(keys["llama.attention.layer_norm_rms_epsilon"]).toBe(Math.fround(1e-5));
    },
  );
});

describe("true weights", () => {
  test("have as many parameters as the config adds up to", async () => {
    await fc.assert(
      fc.asyncProperty(countable, async (config) => {
        const count = parametersFromConfig(config);
        const file = syntheticGguf(config, { weights: "true" });
        if (file.kind === "refused") throw new Error(`${file.field}: ${file.reason}`);
        const { parameterCount } = await parse(file);
        expect(count.kind === "parameters" && count.total).toBe(BigInt(parameterCount));
        expect(file.parameters).toBe(BigInt(parameterCount));
      }),
      { numRuns: 60 },
    );
  });

  test("have the config's widths", async () => {
    const { keys, shapes } = await read(llama, { weights: "true" });
    expect(keys["llama.embedding_length"]).toBe(384);
    expect(keys["llama.feed_forward_length"]).toBe(672);
    expect(shapes).toMatchObject({
      token_embd: [384, 1000],
      output: [384, 1000],
      output_norm: [384],
      "blk.0.attn_q": [384, 512],
      "blk.1.ffn_down": [672, 384],
    });
  });

  test("have no output of their own where it is the embedding", async () => {
    const { shapes } = await read({ ...llama, tie_word_embeddings: true }, { weights: "true" });
    expect(Object.keys(shapes)).toContain("token_embd");
    expect(Object.keys(shapes)).not.toContain("output");
  });

  test("come with a vocabulary of which only the size is said", async () => {
    const { keys } = await read(llama, { weights: "true" });
    expect(keys["llama.vocab_size"]).toBe(1000);
    expect(Object.keys(keys).filter((key) => key.startsWith("tokenizer."))).toEqual([
      "tokenizer.ggml.model",
    ]);
    expect(keys["tokenizer.ggml.model"]).toBe("none");
  });

  test("are as wide as the config says where shrunk ones are as wide as the heads", async () => {
    const cohere = { ...llama, model_type: "cohere" };
    expect((await read(cohere)).keys).toMatchObject({
      "command-r.embedding_length": 128,
      "command-r.attention.head_count": 2,
    });
    expect((await read(cohere, { weights: "true" })).keys).toMatchObject({
      "command-r.embedding_length": 384,
      "command-r.attention.head_count": 8,
    });
  });

  test("are refused for a mixture, whose experts are written shrunk", () => {
    const experts = { num_experts_per_tok: 2, moe_intermediate_size: 64 };
    const reason = ["model_type", "the experts of a mixture are written shrunk only"];
    const mixtral = { ...llama, ...experts, model_type: "mixtral", num_local_experts: 8 };
    const qwen3 = { ...llama, ...experts, model_type: "qwen3_moe", num_experts: 8 };
    expect([refusalOf(mixtral), refusalOf(qwen3)]).toEqual([reason, reason]);
  });

  test("are refused where others would be written, with both numbers of parameters", () => {
    const qwen2 = { ...llama, model_type: "qwen2" };
    const biases = 2n * (8n + 2n + 2n) * 64n;
    const count = parametersFromConfig(qwen2);
    if (count.kind === "refused") throw new Error(count.reason);
    expect(refusalOf(qwen2)).toEqual([
      "model_type",
      `qwen2 has ${count.total} parameters, and ${count.total - biases} would be written`,
    ]);
  });

  test("are refused where the config does not give their sizes", () => {
    const { vocab_size: _, ...config } = llama;
    expect(refusalOf(config)).toEqual(["vocab_size", "vocab_size is missing"]);
  });
});
