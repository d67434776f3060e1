import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  EngineRefusal,
  type LayerGroup,
  reserveVllm,
  type VllmSettings,
} from "../../../src/lib/index.ts";
import { gpuModel } from "./arbitrary.ts";
import { attention, deltaNet, latent, model, narrow, partsOf, printed, smallState } from "./kit.ts";

const reserved = (settings: VllmSettings, ...layers: LayerGroup[]) =>
  reserveVllm(model(...layers), settings);

const refused = (settings: VllmSettings, ...layers: LayerGroup[]) => {
  try {
    return reserved(settings, ...layers);
  } catch (error) {
    return error;
  }
};

describe("how vLLM lays out its pool", () => {
  test("in groups of equally many layers, with what old and new builds print: Gemma 3 27B", () => {
    const window = { ...attention(52, 16, 128), window: 1024 };
    const gemma = reserved({ ctx: 4096, blocks: 89_994 }, attention(10, 16, 128), window);
    expect(printed(gemma)).toEqual({
      "KV cache memory": "109.86 GiB",
      blocks: "89,994 blocks",
      "block size": "16 tokens",
      "GPU KV cache size": "205,014 tokens",
      "GPU KV cache size, builds of 2025": "205,696 tokens",
      "maximum concurrency": "50.05x",
      "KV cache needed": "2.19 GiB",
    });
  });

  test("in one group where layers are alike: Qwen3-4B", () => {
    const qwen = reserved({ ctx: 32_768, blocks: 5385 }, attention(36, 8, 128));
    expect(printed(qwen)).toEqual({
      "KV cache memory": "11.83 GiB",
      blocks: "5,385 blocks",
      "block size": "16 tokens",
      "GPU KV cache size": "86,160 tokens",
      "maximum concurrency": "2.63x",
      "KV cache needed": "4.50 GiB",
    });
  });

  const logged = [
    { full: attention(10, 2, 256), states: deltaNet(30, 32), tp: 1, blocks: 299 },
    { full: attention(16, 4, 256), states: deltaNet(48, 48), tp: 2, blocks: 208 },
  ];
  test("with blocks that hold a state: Qwen3.6-35B-A3B and Qwen3.8-27B as logged", () => {
    const lines = logged.map(({ full, states, ...given }) => {
      const hybrid = reserved({ ctx: 131_072, kvType: "fp8", ...given }, full, states);
      const { "block size": size, "GPU KV cache size": tokens, ...rest } = printed(hybrid);
      return [size, tokens, rest["maximum concurrency"]];
    });
    expect(lines).toEqual([
      ["2,096 tokens", "567,978 tokens", "4.33x"],
      ["1,568 tokens", "302,921 tokens", "2.31x"],
    ]);
  });

  test("in groups of the commonest kind's layers where that is not half as many again", () => {
    const layersOfGroups = (full: number, windowed: number) => {
      const window = { ...narrow, count: windowed, window: 16 };
      const given = { ctx: 16, blocks: 1000 };
      const { bytes } = reserved(given, { ...narrow, count: full }, window);
      return bytes / (1000n * 16n * 256n);
    };
    expect(layersOfGroups(12, 14)).toBe(14n);
    expect(layersOfGroups(14, 12)).toBe(14n);
    expect(layersOfGroups(10, 15)).toBe(10n);
    expect(layersOfGroups(15, 10)).toBe(10n);
  });

  test("alike however a model's layers are told", () => {
    fc.assert(
      fc.property(gpuModel, fc.integer({ min: 1, max: 100_000 }), ({ layers }, ctx) => {
        const twice = layers.map((group) => ({ ...group, count: group.count * 2 }));
        const empty = { ...narrow, window: 5, count: 0 };
        const [one, two] = [
          [...twice, empty],
          [...layers, ...layers],
        ].map((given) => refused({ ctx }, ...given)) as ReturnType<typeof reserved>[];
        expect(one!.bytes).toBe(two!.bytes);
      }),
    );
  });

  test("with a latent's blocks of 64 tokens, also beside other layers", () => {
    const size = (...layers: LayerGroup[]) =>
      printed(reserved({ ctx: 64 }, ...layers))["block size"];
    expect([size(latent(61)), size(narrow, latent(1)), size(narrow)]).toEqual([
      "64 tokens",
      "64 tokens",
      "16 tokens",
    ]);
    expect(size(smallState)).toBe("64 tokens");
  });

  test("in parts by what their layers keep", () => {
    const chunk = { ...narrow, window: 512, chunked: true };
    const given = { ctx: 1024, sequences: 2, batchedTokens: 1 };
    const all = reserved(given, narrow, { ...narrow, window: 512 }, chunk, smallState);
    expect(partsOf(all)).toEqual([
      ["attention, every token", 2n * 1024n, 2n * 1024n * 256n],
      ["attention, window of 512", 2n * 544n, 2n * 544n * 256n],
      ["attention, chunk of 512", 2n * 544n, 2n * 544n * 256n],
      ["recurrent state (mamba-2)", 4n, 4n * 32n * 256n],
    ]);
  });

  test("as long as the pool where no length is told, shared among the requests", () => {
    const kept = (settings: VllmSettings, group: LayerGroup) =>
      reserved(settings, group).architecturalBytes;
    expect(kept({ blocks: 100 }, narrow)).toBe(1600n * 256n);
    expect(kept({ available: 1600n * 256n + 1n }, narrow)).toBe(1600n * 256n);
    expect(kept({ blocks: 100, sequences: 3 }, narrow)).toBe(3n * 33n * 16n * 256n);
    expect(kept({ blocks: 100, tp: 2, dcp: 2 }, latent(1))).toBe(2n * 6400n * 1152n);
  });
});

describe("what vLLM does not start with", () => {
  const window = { ...narrow, window: 1024 };

  test("is a request longer than the pool, with what it needs and what there is", () => {
    const gib = 2n ** 30n;
    const given = { ctx: 221_000, kvType: "fp8" as const };
    expect(refused({ ...given, available: 6n * gib }, attention(48, 4, 128))).toMatchObject({
      name: "EngineRefusal",
      engine: "vllm",
      message:
        "vLLM needs 10.12\u00a0GiB for one request of 221000 tokens and has 6\u00a0GiB; the longest that fits is 131072",
      memory: { needed: 13_813n * 16n * 49_152n, available: 6n * gib },
    });
    expect(refused({ ...given, blocks: 8192 }, attention(48, 4, 128))).toMatchObject({
      memory: { available: 6n * gib },
    });
  });

  test("is more requests than the pool holds", () => {
    expect(refused({ ctx: 1600, blocks: 250, sequences: 3 }, narrow)).toMatchObject({
      engine: "vllm",
      message: "the pool holds 2 at once, not 3 requests of 1600 tokens",
    });
    expect(refused({ blocks: 2, sequences: 3 }, narrow)).toBeInstanceOf(EngineRefusal);
  });

  test.each([
    [{ kind: "compressed", count: 1, width: 512, ratio: 4 }],
    [{ kind: "indexer", count: 1, keyDim: 128, ratio: 4 }],
  ] as const)("is a layout there is no rule for: %o", (group) => {
    expect(refused({ ctx: 64 }, group)).toMatchObject({
      engine: "vllm",
      message: "vLLM's blocks for compressed entries are not known here",
    });
  });

  test("is pages of one size that do not divide, and heads that cannot be dealt out", () => {
    expect(
      refused({ ctx: 64 }, { ...narrow, kvHeads: 3 }, { ...window, kvHeads: 2 }),
    ).toMatchObject({
      engine: "vllm",
      message:
        "vLLM cannot give pages of one size to layers of 512 bytes a token: 12288 is no multiple",
    });
    expect(refused({ ctx: 64, tp: 2 }, { ...narrow, kvHeads: 3 })).toMatchObject({
      engine: "vllm",
      message: "3 KV heads cannot be dealt out to 2 GPUs",
    });
  });

  test.each([[[narrow, window]], [[window]], [[narrow, smallState]]])(
    "is windows or states of no told length: %o",
    (layers) => {
      const { message } = refused({ blocks: 100 }, ...layers) as Error;
      expect(message).toBe("ctx is needed for layers with windows or states");
    },
  );

  test("is a cache of no told size", () => {
    expect(() => reserved({}, narrow)).toThrow(
      "ctx, available or blocks is needed to size the cache",
    );
    expect(() => reserved({ available: 4095n }, narrow)).toThrow("needed to size the cache");
  });
});
