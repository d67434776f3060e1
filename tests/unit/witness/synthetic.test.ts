import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  type ArchitectureReading,
  cacheBytes,
  fromConfig,
  fromGguf,
  type SyntheticGguf,
  syntheticGguf,
} from "../../../src/lib/index.ts";
import { writable } from "./configs.ts";
import { parse } from "./parse.ts";

vi.setConfig({ testTimeout: 60_000 });

function written(...args: Parameters<typeof syntheticGguf>): SyntheticGguf {
  const file = syntheticGguf(...args);
  if (file.kind === "refused") throw new Error(`${file.field}: ${file.reason}`);
  return file;
}

function bytes(reading: ArchitectureReading, tokens: bigint): bigint {
  if (reading.kind === "refused") throw new Error(`${reading.field}: ${reading.reason}`);
  return cacheBytes(reading.architecture, { tokens });
}

const llama8b = {
  model_type: "llama",
  hidden_size: 4096,
  intermediate_size: 14_336,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  vocab_size: 128_256,
};

describe("a synthetic GGUF", () => {
  test("keeps for any number of tokens what its config keeps", async () => {
    await fc.assert(
      fc.asyncProperty(writable, fc.bigInt({ min: 1n, max: 200_000n }), async (config, tokens) => {
        const { metadata } = await parse(written(config));
        expect(bytes(fromGguf(metadata), tokens)).toBe(bytes(fromConfig(config), tokens));
      }),
      { numRuns: 150 },
    );
  });

  test("lists tensors one after the other that end where the zeros do", async () => {
    await fc.assert(
      fc.asyncProperty(writable, async (config) => {
        const file = written(config);
        const { tensorInfos, tensorDataOffset, parameterCount } = await parse(file);
        expect(BigInt(parameterCount)).toBe(file.parameters);
        expect(Number(tensorDataOffset)).toBe(file.header.length);
        const bits = { 0: 32n, 1: 16n, 2: 4n } as Record<number, bigint>; // F32, F16, Q4_0 without scales
        const ends = tensorInfos.map(({ offset, shape, dtype }) => {
          const numbers = shape.reduce((product, size) => product * size, 1n);
          const data = (numbers * bits[dtype]!) / 8n + (dtype === 2 ? numbers / 16n : 0n);
          expect(offset % 32n).toBe(0n);
          return offset + data;
        });
        tensorInfos.slice(1).forEach(({ offset }, place) => {
          expect(offset - ends[place]!).toBeGreaterThanOrEqual(0n);
          expect(offset - ends[place]!).toBeLessThan(32n);
        });
        expect(file.zeros - ends.at(-1)!).toBeLessThan(32n);
        expect(file.zeros).toBeGreaterThanOrEqual(ends.at(-1)!);
        expect(new Set(tensorInfos.map(({ name }) => name)).size).toBe(tensorInfos.length);
      }),
      { numRuns: 60 },
    );
  });

  test("is without the window that llama.cpp does not keep to in Mistral 7B v0.1", async () => {
    const config = { ...llama8b, model_type: "mistral", sliding_window: 4096 };
    const { vocab_size: _, ...unlimited } = llama8b;
    const { metadata } = await parse(written(config));
    expect(bytes(fromGguf(metadata), 131_072n)).toBe(bytes(fromConfig(unlimited), 131_072n));
  });

  test("takes Mistral's params.json", () => {
    const params = { dim: 4096, n_layers: 32, n_heads: 32, n_kv_heads: 8, head_dim: 128 };
    expect(written(params).engineName).toBe("llama");
  });

  test("is of the family that any of the config's names has", () => {
    const config = { ...llama8b, model_type: "a_copy_of_it" };
    const classes = ["LlamaForCausalLM"];
    expect(written({ ...config, architectures: classes }).engineName).toBe("llama");
    expect(written({ ...config, architectures: ["Unheard", ...classes] }).engineName).toBe("llama");
  });

  test("has the embedding, the last gain and the output before its layers", async () => {
    const { tensorInfos } = await parse(written({ ...llama8b, num_hidden_layers: 2 }));
    const names = tensorInfos.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(["token_embd.weight", "output_norm.weight", "output.weight"]);
    const ofLayers = names.slice(3).map((name) => /^blk\.([01])\.(\w+)\.weight$/.exec(name)!);
    const of = (layer: string) => ofLayers.filter((each) => each[1] === layer).map(([, , n]) => n);
    expect(of("0")).toEqual([
      ...["attn_norm", "ffn_norm", "attn_q", "attn_k", "attn_v", "attn_output"],
      ...["ffn_gate", "ffn_up", "ffn_down"],
    ]);
    expect(of("1")).toEqual(of("0"));
  });

  test("may have its windows on other layers of the same number", async () => {
    const layer_types = Array.from({ length: 8 }, (_, place) =>
      place % 2 === 0 ? "full_attention" : "sliding_attention",
    );
    const sizes = { num_hidden_layers: 8, num_key_value_heads: 2, num_attention_heads: 4 };
    const first = { model_type: "gpt_oss", ...sizes, head_dim: 64, sliding_window: 128 };
    const { metadata } = await parse(written({ ...first, layer_types }));
    const kept = bytes(fromConfig({ ...first, layer_types }), 5000n);
    expect(bytes(fromGguf(metadata), 5000n)).toBe(kept);
    expect(bytes(fromGguf(metadata), 5000n)).toBe(
      bytes(fromConfig({ ...first, layer_types: layer_types.toReversed() }), 5000n),
    );
  });
});

describe("the query heads of a synthetic GGUF", () => {
  const headsOf = async (config: object) => {
    const file = written(config);
    const metadata: Record<string, unknown> = { ...(await parse(file)).metadata };
    return metadata[`${file.engineName}.attention.head_count`];
  };
  const qwen3 = { model_type: "qwen3", num_hidden_layers: 4, head_dim: 64, num_key_value_heads: 6 };

  test("are the config's own", async () => {
    expect(await headsOf({ ...qwen3, num_attention_heads: 18 })).toBe(18);
  });

  test("are as many as KV heads where the config has none", async () => {
    expect(await headsOf(qwen3)).toBe(6);
  });

  test("are as many as the most KV heads of a layer where layers differ", async () => {
    const mimo = {
      ...{ ...qwen3, model_type: "mimo_v2_flash", v_head_dim: 64, sliding_window_size: 128 },
      ...{ swa_num_key_value_heads: 12, swa_head_dim: 64, swa_v_head_dim: 64 },
      hybrid_layer_pattern: [0, 1, 1, 0],
    };
    expect(await headsOf(mimo)).toBe(12);
  });

  test("are those that fill the residual, where they have to", async () => {
    const sizes = { hidden_size: 512, num_attention_heads: 4, num_key_value_heads: 2 };
    const lfm2 = { model_type: "lfm2", num_hidden_layers: 3, conv_L_cache: 3, full_attn_idxs: [1] };
    expect(await headsOf({ ...lfm2, ...sizes })).toBe(4);
    expect(await headsOf({ ...lfm2, ...sizes, head_dim: 32 })).toBe(16);
    expect(await headsOf({ ...qwen3, model_type: "qwen2", num_attention_heads: 18 })).toBe(6);
  });
});
