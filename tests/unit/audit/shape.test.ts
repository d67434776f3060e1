import { describe, expect, test } from "vitest";
import type { Architecture } from "../../../src/lib/architecture/architecture.ts";
import { doubles, exactly } from "../../../src/lib/audit/arithmetic.ts";
import { cacheElements } from "../../../src/lib/audit/cache-elements.ts";
import { shapeOf } from "../../../src/lib/audit/shape.ts";
import { widthsOf } from "../../../src/lib/audit/subject.ts";
import { cacheBytes } from "../../../src/lib/memory/cache.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const dense = {
  hidden_size: 4096,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
};
const knobs = { tokens: 16_000n, element: ratio(2) };

describe("a shape as a publication states it", () => {
  test("keeps what the library's own formula says", () => {
    const shape = shapeOf(dense);
    expect(cacheElements(exactly, shape, {}, knobs)).toEqual(
      ratio(cacheBytes(shape, { tokens: 16_000n })),
    );
    expect(cacheElements(doubles, shape, {}, knobs)).toBe(2_097_152_000);
  });

  test("multi-query, windows, hybrids, latents and their index", () => {
    expect(
      shapeOf({ n_embd: 6144, n_head: 48, n_layer: 40, multi_query: true }).layers,
    ).toMatchObject([{ kvHeads: 1, keyDim: 128 }]);
    const pattern = {
      ...dense,
      num_hidden_layers: 62,
      sliding_window: 1024,
      sliding_window_pattern: 6,
    };
    expect(shapeOf(pattern).layers.map(({ count }) => count)).toEqual([10, 52]);
    expect(shapeOf({ ...dense, sliding_window: 4096 }).layers).toMatchObject([
      { count: 32, window: 4096 },
    ]);
    expect(shapeOf({ ...dense, attn_layer_period: 8, attn_layer_offset: 4 }).layers).toMatchObject([
      { count: 4 },
      { kind: "state", count: 28 },
    ]);
    const latent = {
      num_hidden_layers: 61,
      kv_lora_rank: 512,
      qk_rope_head_dim: 64,
      index_head_dim: 128,
    };
    expect(shapeOf(latent).layers.map(({ kind }) => kind)).toEqual(["latent", "indexer"]);
  });

  test("names the field that is missing or odd", () => {
    expect(() => shapeOf({ ...dense, num_hidden_layers: "many" })).toThrow(
      /num_hidden_layers is "many"/,
    );
    expect(() => shapeOf({ hidden_size: 4096 })).toThrow(/n_layer/);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ num_hidden_layers: 0 }, "num_hidden_layers is 0, a whole number above 0 was expected"],
    [{ head_dim: 1.5 }, "head_dim is 1.5, a whole number above 0 was expected"],
    [{ hidden_size: null }, "the shape has no hidden_size"],
    [{ num_attention_heads: null }, "the shape has no n_head"],
    [{ num_hidden_layers: null }, "the shape has no n_layer"],
    [{ kv_lora_rank: 512, num_hidden_layers: undefined }, "the shape has no num_hidden_layers"],
  ])("cannot be read with %o", (fields, reason) => {
    expect(() => shapeOf({ ...dense, ...fields })).toThrow(new RangeError(reason));
  });

  test("has heads of its own width, and each its own keys where none are shared", () => {
    const { num_key_value_heads: _, ...plain } = dense;
    expect(shapeOf({ ...plain, head_dim: 64 }).layers).toEqual([
      { kind: "attention", count: 32, kvHeads: 32, keyDim: 64, valueDim: 64 },
    ]);
  });

  test("has heads as wide as its hidden size gives, whatever its embeddings have", () => {
    expect(shapeOf({ ...dense, n_embd: 6144 }).layers).toMatchObject([{ keyDim: 128 }]);
    const { hidden_size: _, ...plain } = dense;
    expect(shapeOf({ ...plain, n_embd: 6144 }).layers).toMatchObject([{ keyDim: 192 }]);
  });

  test("of a hybrid has a state in every other layer", () => {
    const hybrid = {
      ...dense,
      attn_layer_period: 8,
      mamba_expand: 2,
      mamba_d_conv: 4,
      mamba_d_state: 16,
    };
    expect(shapeOf(hybrid).layers).toMatchObject([
      { kind: "attention", count: 4 },
      {
        name: "mamba-1",
        count: 28,
        convElements: 2 * 4096 * 3,
        convBytes: 2,
        stateElements: 2 * 4096 * 16,
        stateBytes: 4,
      },
    ]);
    expect(shapeOf({ ...dense, attn_layer_period: 8 }).layers[1]).toMatchObject({
      convElements: 0,
      stateElements: 0,
    });
    expect(shapeOf({ ...dense, attn_layer_period: 1 }).layers).toHaveLength(1);
  });

  test("of windows in every layer but none has no others", () => {
    const every = { ...dense, sliding_window: 16 };
    expect(shapeOf({ ...every, sliding_window_pattern: 1 }).layers).toMatchObject([{ count: 32 }]);
    expect(shapeOf(every).layers).toHaveLength(1);
  });

  test("of a latent has a rotary key only where it is stated", () => {
    expect(shapeOf({ num_hidden_layers: 2, kv_lora_rank: 512, index_head_dim: 8 })).toEqual({
      layers: [
        { kind: "latent", count: 2, rank: 512, ropeDim: 0 },
        { kind: "indexer", count: 2, keyDim: 8, ratio: 1 },
      ],
      trace: {},
    });
  });

  test("has widths under any of their names", () => {
    for (const name of ["num_attention_heads", "n_head", "n_heads", "num_heads"])
      expect(widthsOf({ [name]: 4 })).toEqual({ queryHeads: 4 });
    for (const name of ["hidden_size", "n_embd", "d_model", "dim"])
      expect(widthsOf({ [name]: 64 })).toEqual({ hiddenSize: 64 });
    expect(widthsOf({ qk_nope_head_dim: 8, qk_rope_head_dim: 2, v_head_dim: 9 })).toEqual({
      expandedKeyDim: 10,
      expandedValueDim: 9,
    });
    expect(widthsOf({ qk_nope_head_dim: 8, max_position_embeddings: 7 })).toEqual({
      expandedKeyDim: 8,
      positions: 7,
    });
    expect(widthsOf({ n_head: -1, n_heads: 0.5, hidden_size: "64", text_config: null })).toEqual(
      {},
    );
  });

  test("takes widths from nested configs", () => {
    expect(widthsOf({ text_config: dense })).toEqual({ queryHeads: 32, hiddenSize: 4096 });
  });
});

test("every kind of layer is counted, and only where it grows or is asked for", () => {
  const mixed: Architecture = {
    layers: [
      { kind: "compressed", count: 2, width: 10, ratio: 4 },
      { kind: "indexer", count: 1, keyDim: 8, ratio: 4, entryBytes: 9 },
      {
        kind: "state",
        count: 1,
        name: "mamba-2",
        convElements: 3,
        convBytes: 2,
        stateElements: 5,
        stateBytes: 4,
      },
      { kind: "shared", count: 1 },
    ],
    extra: [{ kind: "attention", count: 1, kvHeads: 1, keyDim: 4, valueDim: 4 }],
    trace: {},
  };
  const at = (more = {}) =>
    cacheElements(doubles, mixed, {}, { tokens: 9n, element: ratio(2), ...more });
  expect(at()).toBe(2 * 10 * 2 * 3 + 9 * 3);
  expect(at({ indexer: "left-out" })).toBe(120);
  expect(at({ indexer: "same-format" })).toBe(120 + 8 * 2 * 3);
  expect(at({ states: "included" })).toBe(147 + 6 + 20);
  expect(at({ mtp: true })).toBe(147 + 8 * 2 * 9);
  const { extra: _, ...without } = mixed;
  const counted = { tokens: 9n, element: ratio(2), mtp: true };
  expect(cacheElements(doubles, without, {}, counted)).toBe(147);
});

test("a latent may be expanded, cut or doubled, and layers that keep nothing counted", () => {
  const latent = { kind: "latent", count: 1, rank: 512, ropeDim: 64 } as const;
  const widths = { queryHeads: 16, expandedKeyDim: 192, expandedValueDim: 128 };
  const one = { tokens: 1n, element: ratio(1) };
  const numbers = (layers: Architecture["layers"], more = {}, of = widths) =>
    cacheElements(doubles, { layers, trace: {} }, of, { ...one, ...more });
  expect(numbers([latent])).toBe(576);
  expect(numbers([latent], { latent: "expanded" })).toBe(16 * 320);
  expect(numbers([latent], { latent: "expanded-plain" })).toBe(2 * 16 * 128);
  expect(numbers([latent], { latent: "without-rope" })).toBe(512);
  expect(numbers([latent], { latent: "twice" })).toBe(1152);

  const uneven = { kind: "attention", count: 2, kvHeads: 4, keyDim: 6, valueDim: 2 } as const;
  expect(numbers([uneven])).toBe(2 * 4 * 8);
  expect(numbers([uneven], { vectors: 1 })).toBe(2 * 4 * 4);
  expect(numbers([{ ...uneven, keyDim: 7 }], { vectors: 1 })).toBe(2 * 4 * 4.5);
  expect(numbers([uneven], { headDim: 5 })).toBe(2 * 4 * 10);
  expect(numbers([uneven], { kvHeads: () => ratio(1) })).toBe(2 * 8);
  const shared = { kind: "shared", count: 3 } as const;
  expect(numbers([uneven, shared])).toBe(64);
  expect(numbers([uneven, shared], { layers: "every" })).toBe(64 + 3 * 4 * 8);
  expect(numbers([shared], { layers: "every" })).toBe(0);
  const windowed = { ...uneven, window: 5 };
  expect(numbers([uneven, windowed], { layers: "global" })).toBe(64);
  expect(numbers([windowed], { tokens: 9n })).toBe(5 * 64);
  expect(numbers([windowed], { tokens: 9n, ignoreWindow: true })).toBe(9 * 64);
});
