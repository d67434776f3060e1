import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  type ArchitectureReading,
  cacheBytes,
  fromConfig,
  fromGguf,
  parametersFromConfig,
  type SyntheticGguf,
  syntheticGguf,
} from "../../../src/lib/index.ts";
import { countable, writable } from "./configs.ts";
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

const reasonOf = (config: unknown, options = {}) => {
  const file = syntheticGguf(config, options);
  return file.kind === "refused" ? [file.field, file.reason] : file.kind;
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

  test("has the parameters that the config adds up to, with true weights", async () => {
    await fc.assert(
      fc.asyncProperty(countable, async (config) => {
        const count = parametersFromConfig(config);
        const { parameterCount } = await parse(written(config, { weights: "true" }));
        expect(count.kind === "parameters" && count.total).toBe(BigInt(parameterCount));
      }),
      { numRuns: 60 },
    );
  });

  test("carries a name and a vocabulary with a token for every byte", async () => {
    const { metadata } = await parse(written(llama8b, { name: "Llama 3.1 8B" }));
    const keys: Record<string, unknown> = { ...metadata };
    const tokens = keys["tokenizer.ggml.tokens"];
    expect(keys["general.name"]).toBe("Llama 3.1 8B");
    for (let byte = 0; byte < 256; byte++)
      expect(tokens).toContain(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
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
});

describe("what is refused, and the field that says why", () => {
  test.each([
    ["a family that is not written", { ...llama8b, model_type: "zamba3" }, "model_type"],
    ["a config that is none", 7, "config"],
    ["a config without layers", { model_type: "llama" }, "num_hidden_layers"],
    [
      "windows where llama.cpp has none",
      {
        ...llama8b,
        model_type: "gpt_oss",
        layer_types: Array.from({ length: 32 }, (_, i) =>
          i % 4 === 3 ? "full_attention" : "sliding_attention",
        ),
        sliding_window: 128,
      },
      "layers",
    ],
  ])("%s", (_, config, field) => {
    expect(reasonOf(config)[0]).toBe(field);
  });

  test("Llama 4 with other chunks than llama.cpp gives it", () => {
    const config = { ...llama8b, model_type: "llama4_text" };
    expect(reasonOf({ ...config, attention_chunk_size: 4096 })[0]).toBe("attention_chunk_size");
    expect(reasonOf({ ...config, attention_chunk_size: 8192 })).toBe("gguf");
  });

  test("Gemma 3n with another number of caches than llama.cpp gives it", () => {
    const config = {
      ...{ ...llama8b, model_type: "gemma3n_text", num_hidden_layers: 30, sliding_window: 512 },
      layer_types: Array.from({ length: 30 }, (_, i) =>
        (i + 1) % 5 === 0 ? "full_attention" : "sliding_attention",
      ),
    };
    expect(reasonOf({ ...config, num_kv_shared_layers: 9 })[0]).toBe("num_kv_shared_layers");
    expect(reasonOf({ ...config, num_kv_shared_layers: 10 })).toBe("gguf");
  });

  test("true weights whose sizes the config does not give", () => {
    const { vocab_size: _, ...config } = llama8b;
    expect(reasonOf(config, { weights: "true" })).toEqual(["vocab_size", "vocab_size is missing"]);
  });

  test("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(llama8b)), fc.anything(), (field, value) => {
        const config = { ...llama8b, [field]: value };
        expect(["gguf", "refused"]).toContain(syntheticGguf(config).kind);
      }),
      { numRuns: 300 },
    );
  });
});
