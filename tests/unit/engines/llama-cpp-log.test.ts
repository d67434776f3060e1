import { describe, expect, test } from "vitest";
import { type LayerGroup, type LlamaCppSettings, reserveLlamaCpp } from "../../../src/lib/index.ts";
import { attention, deltaNet, latent, model, printed } from "./kit.ts";

const log = (settings: LlamaCppSettings, ...layers: LayerGroup[]) =>
  printed(reserveLlamaCpp(model(...layers), settings));

describe("what llama.cpp prints", () => {
  test("keys and values apart: Llama 3.1 8B", () => {
    const settings = { ctx: 1024, keyType: "iq4_nl", valueType: "fp16" } as const;
    expect(log(settings, attention(32, 8, 128))).toEqual({
      "KV cache": "82.00 MiB",
      "KV cache, K": "18.00 MiB",
      "KV cache, V": "64.00 MiB",
    });
  });

  test("windows apart from the rest: gpt-oss-20b", () => {
    const window = { ...attention(12, 8, 64), window: 128 };
    expect(log({ ctx: 131_072 }, attention(12, 8, 64), window)).toEqual({
      "KV cache": "3090.00 MiB",
      "KV cache, K": "1545.00 MiB",
      "KV cache, V": "1545.00 MiB",
      "non-SWA KV cache": "3072.00 MiB",
      "non-SWA KV cache, K": "1536.00 MiB",
      "non-SWA KV cache, V": "1536.00 MiB",
      "SWA KV cache": "18.00 MiB",
      "SWA KV cache, K": "9.00 MiB",
      "SWA KV cache, V": "9.00 MiB",
    });
    const quantised = { ctx: 8192, keyType: "q8_0", windowCells: 256 } as const;
    expect(log(quantised, attention(12, 8, 64), window)).toMatchObject({
      "non-SWA KV cache": "102.00 MiB",
      "SWA KV cache": "3.19 MiB",
    });
  });

  test("a window's own cache on every layer, where windows are asked for", () => {
    const mistral = { ...attention(32, 8, 128), window: 4096 };
    expect(log({ ctx: 32_768, swaFull: false }, mistral)).toMatchObject({
      "KV cache": "576.00 MiB",
      "SWA KV cache": "576.00 MiB",
    });
    expect(log({ ctx: 32_768 }, mistral)).not.toHaveProperty("SWA KV cache");
    const beside = log({ ctx: 32_768 }, mistral, deltaNet(4, 32));
    expect(beside["KV cache"]).toBe("4096.00 MiB");
  });

  test("a latent and its index keys apart: DeepSeek V3.2", () => {
    const index = { kind: "indexer", count: 61, keyDim: 128, ratio: 1 } as const;
    expect(log({ ctx: 16_384 }, latent(61), index)).toEqual({
      "KV cache": "1342.00 MiB",
      "KV cache, K": "1342.00 MiB",
      "KV cache, V": "0.00 MiB",
      "main KV cache": "1098.00 MiB",
      "main KV cache, K": "1098.00 MiB",
      "main KV cache, V": "0.00 MiB",
      "indexer KV cache": "244.00 MiB",
      "indexer KV cache, K": "244.00 MiB",
      "indexer KV cache, V": "0.00 MiB",
    });
  });

  test("compressed entries with all caches: six layers of DeepSeek V4", () => {
    const lines = log(
      { ctx: 65_536 },
      { kind: "latent", count: 6, rank: 448, ropeDim: 64, window: 128 },
      { kind: "compressed", count: 2, width: 512, ratio: 4 },
      { kind: "indexer", count: 2, keyDim: 128, ratio: 4 },
      { kind: "compressed", count: 2, width: 512, ratio: 128 },
    );
    expect(lines).toMatchObject({ "KV cache": "45.50 MiB", "SWA KV cache": "4.50 MiB" });
    expect(lines).not.toHaveProperty("indexer KV cache");
    expect(lines).not.toHaveProperty("main KV cache");
  });

  test("recurrent states, and a half rounded to the even digit: Qwen3.5-27B", () => {
    expect(log({ ctx: 24_576 }, attention(16, 4, 256), deltaNet(48, 48))).toEqual({
      "KV cache": "1536.00 MiB",
      "KV cache, K": "768.00 MiB",
      "KV cache, V": "768.00 MiB",
      "recurrent state": "149.62 MiB",
      "recurrent state, R": "5.62 MiB",
      "recurrent state, S": "144.00 MiB",
    });
    expect(log({ ctx: 32_768, draftTokens: 2 }, deltaNet(48, 48))).toMatchObject({
      "recurrent state": "448.88 MiB",
    });
  });

  test("a draft's layer by itself: Qwen3.5-27B with its prediction layer", () => {
    const qwen = { ...model(attention(16, 4, 256)), extra: [attention(1, 4, 256)] };
    const of = (mtp?: "served") => printed(reserveLlamaCpp(qwen, { ctx: 262_144, mtp }));
    expect(of("served")).toMatchObject({
      "KV cache": "16384.00 MiB",
      "MTP KV cache": "1024.00 MiB",
    });
    expect(of()).not.toHaveProperty("MTP KV cache");
  });

  test.each([
    ["keys", "1098.00 MiB", "0.00 MiB"],
    ["keys-and-values", "1098.00 MiB", "976.00 MiB"],
    [{ heads: 128, keyDim: 192, valueDim: 128 }, "46848.00 MiB", "31232.00 MiB"],
  ] as const)("DeepSeek V3 at 16,384 tokens with its latent as %o", (storage, keys, values) => {
    expect(log({ ctx: 16_384, latent: storage }, latent(61))).toMatchObject({
      "KV cache, K": keys,
      "KV cache, V": values,
    });
  });
});
