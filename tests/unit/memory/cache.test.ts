import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  type Architecture,
  attentionCache,
  bytesPerToken,
  bytesPerTokenAt,
  cacheByGroup,
  cacheBytes,
  cacheTerms,
  denseArchitecture,
  denseCache,
  evaluate,
  formulaOf,
  type LayerGroup,
  ratio,
  stateBytesPerSequence,
  terms,
  toCode,
  toInteger,
  valuesOf,
} from "../../../src/lib/index.ts";

const llama = denseArchitecture({
  hidden_size: 4096,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
});

const of = (...layers: LayerGroup[]): Architecture => ({ layers, trace: {} });
const size = fc.integer({ min: 1, max: 512 });
const window = fc.option(fc.integer({ min: 1, max: 4096 }), { nil: undefined });
const capped = <T extends object>(group: T, cap: number | undefined) =>
  cap === undefined ? group : { ...group, window: cap };

const group: fc.Arbitrary<LayerGroup> = fc.oneof(
  fc
    .tuple(size, size, size, size, window)
    .map(([count, kvHeads, keyDim, valueDim, cap]) =>
      capped({ kind: "attention" as const, count, kvHeads, keyDim, valueDim }, cap),
    ),
  fc
    .tuple(size, size, size, window)
    .map(([count, rank, ropeDim, cap]) =>
      capped({ kind: "latent" as const, count, rank, ropeDim }, cap),
    ),
  fc.record({ kind: fc.constant("compressed" as const), count: size, width: size, ratio: size }),
  fc.record({ kind: fc.constant("indexer" as const), count: size, keyDim: size, ratio: size }),
  fc.record({
    kind: fc.constant("state" as const),
    name: fc.constant("mamba-2" as const),
    count: size,
    convElements: size,
    convBytes: fc.constantFrom(2, 4),
    stateElements: size,
    stateBytes: fc.constantFrom(2, 4),
  }),
  fc.record({ kind: fc.constant("shared" as const), count: size }),
);
const layers = fc.array(group, { minLength: 1, maxLength: 5 });
const count = fc.bigInt({ min: 1n, max: 100_000n });

describe("a dense cache", () => {
  it("grows linearly with tokens and with sequences", () => {
    fc.assert(
      fc.property(count, count, (tokens, batch) => {
        expect(cacheBytes(llama, { tokens, batch })).toBe(131072n * tokens * batch);
      }),
    );
  });

  it("agrees with the formula of equal keys and values", () => {
    const own = { [cacheTerms.headDim.id]: 128, [cacheTerms.bytesPerElement.id]: 2 };
    const values = { ...valuesOf(llama.layers[0]!, { tokens: 1000n }), ...own };
    const all = { ...values, [cacheTerms.keyAndValue.id]: 2 };
    expect(evaluate(denseCache.expression, all)).toEqual(evaluate(attentionCache.expression, all));
  });

  it("keeps keys and values in formats of their own", () => {
    const settings = { tokens: 1024n, keyType: "iq4_nl", valueType: "fp16" } as const;
    expect(cacheBytes(llama, settings)).toBe(82n * 2n ** 20n);
    expect(bytesPerToken(llama, { keyType: "q8_0" })).toBe(69632n);
  });
});

describe("any layers", () => {
  it("keep no less for more tokens, and exactly as much per sequence", () => {
    fc.assert(
      fc.property(layers, count, count, count, (all, tokens, more, batch) => {
        const one = cacheBytes(of(...all), { tokens });
        expect(cacheBytes(of(...all), { tokens: tokens + more })).toBeGreaterThanOrEqual(one);
        expect(cacheBytes(of(...all), { tokens, batch })).toBe(one * batch);
      }),
    );
  });

  it("keep what their groups keep", () => {
    fc.assert(
      fc.property(layers, count, (all, tokens) => {
        const parts = cacheByGroup(of(...all), { tokens });
        const total = parts.reduce((sum, { bytes }) => sum + bytes, 0n);
        expect(total).toBe(cacheBytes(of(...all), { tokens }));
        for (const { formula, values, bytes } of parts)
          expect(toInteger(evaluate(formula.expression, values))).toBe(bytes);
      }),
    );
  });

  it("have one number per token just where it is the difference of every two lengths", () => {
    fc.assert(
      fc.property(layers, count, (all, tokens) => {
        const each = bytesPerToken(of(...all));
        if (each === null) return;
        const states = stateBytesPerSequence(of(...all));
        expect(cacheBytes(of(...all), { tokens })).toBe(states + each * tokens);
      }),
    );
  });

  it("have a formula that shows every term it is given and can be run", () => {
    const ofAll = [cacheTerms.layers.id, cacheTerms.tokens.id, cacheTerms.batch.id];
    fc.assert(
      fc.property(group, count, (one, tokens) => {
        const formula = formulaOf(one);
        const values = valuesOf(one, { tokens });
        const shown = terms(formula.expression).map(({ id }) => id);
        expect(new Set(Object.keys(values))).toEqual(new Set([...shown, ...ofAll]));
        const script = toCode(formula, values, "typescript").replace(/console.*$/, "kv_cache");
        const run = new Function(script.replace(/kv_cache$/, "return kv_cache"));
        const bytes = Number(cacheBytes(of(one), { tokens }));
        if (Number.isSafeInteger(bytes)) expect(run()).toBe(bytes);
      }),
    );
  });
});

describe("windows and entries", () => {
  it("cap what is kept", () => {
    const dims = { count: 1, kvHeads: 1, keyDim: 1, valueDim: 1 };
    const slides = of({ kind: "attention", ...dims, window: 1024 });
    fc.assert(
      fc.property(count, (tokens) => {
        const kept = tokens < 1024n ? tokens : 1024n;
        expect(cacheBytes(slides, { tokens })).toBe(kept * 4n);
      }),
    );
    expect(bytesPerToken(slides)).toBeNull();
    expect(bytesPerTokenAt(slides, { tokens: 1023n })).toEqual(ratio(4n));
    expect(bytesPerTokenAt(slides, { tokens: 1024n })).toEqual(ratio(0n));
  });

  it("are kept once their tokens are complete", () => {
    const entries = of({ kind: "compressed", count: 1, width: 1, ratio: 4 });
    const kept = [0n, 3n, 4n, 7n, 8n].map((tokens) => cacheBytes(entries, { tokens }));
    expect(kept).toEqual([0n, 0n, 2n, 2n, 4n]);
    expect(bytesPerTokenAt(entries, { tokens: 5n })).toEqual(ratio(1n, 2n));
  });

  it("of fixed size ignore the cache's format", () => {
    const keys = of({ kind: "indexer", count: 1, keyDim: 128, ratio: 1, entryBytes: 132 });
    expect(cacheBytes(keys, { tokens: 10n, keyType: "q4_0" })).toBe(1320n);
  });
});

describe("blocks of 32 numbers", () => {
  const dims = { count: 1, kvHeads: 1, keyDim: 64, valueDim: 64 };

  it.each<[string, LayerGroup]>([
    ["the 80 numbers of a token's keys", { kind: "attention", ...dims, keyDim: 80 }],
    ["the 80 numbers of a token's values", { kind: "attention", ...dims, valueDim: 80 }],
    ["the 56 numbers of a token's latent", { kind: "latent", count: 1, rank: 40, ropeDim: 16 }],
    ["the 48 numbers of an entry", { kind: "compressed", count: 1, width: 48, ratio: 4 }],
    ["the 16 numbers of an index key", { kind: "indexer", count: 1, keyDim: 16, ratio: 1 }],
  ])("are not filled by %s", (row, group) => {
    expect(() => cacheBytes(of(group), { tokens: 32n, keyType: "q8_0" })).toThrow(
      new RangeError(`q8_0 keeps blocks of 32, and ${row} do not fill them`),
    );
  });

  it("run on from one head to the next, and from a latent to its rotary key", () => {
    const settings = { tokens: 1n, keyType: "q8_0" } as const;
    const heads = of({ kind: "attention", count: 1, kvHeads: 2, keyDim: 80, valueDim: 80 });
    expect(cacheBytes(heads, settings)).toBe(2n * 170n);
    expect(cacheBytes(of({ kind: "latent", count: 1, rank: 40, ropeDim: 24 }), settings)).toBe(68n);
  });
});

describe("layers of prediction", () => {
  it("count only where they are served", () => {
    const extra: LayerGroup[] = [{ kind: "latent", count: 1, rank: 512, ropeDim: 64 }];
    const model: Architecture = { ...llama, extra };
    expect(cacheBytes(model, { tokens: 1n })).toBe(131072n);
    expect(cacheBytes(model, { tokens: 1n, mtp: true })).toBe(131072n + 1152n);
    expect(bytesPerToken(model, { mtp: true })).toBe(132224n);
    const marks = (mtp: boolean) =>
      cacheByGroup(model, { tokens: 1n, mtp }).map(({ extra }) => extra);
    expect(marks(false)).toEqual([false]);
    expect(marks(true)).toEqual([false, true]);
  });

  it("are none where a model has none", () => {
    expect(cacheByGroup(llama, { tokens: 1n, mtp: true })).toHaveLength(1);
  });
});

test("states are counted once a sequence, those of prediction where they are served", () => {
  const state: LayerGroup = {
    kind: "state",
    name: "mamba-2",
    count: 3,
    convElements: 5,
    convBytes: 2,
    stateElements: 7,
    stateBytes: 4,
  };
  const model: Architecture = {
    layers: [...llama.layers, state],
    extra: [{ ...state, count: 1 }],
    trace: {},
  };
  expect(stateBytesPerSequence(model)).toBe(114n);
  expect(stateBytesPerSequence(model, { mtp: true })).toBe(152n);
  expect(stateBytesPerSequence(llama)).toBe(0n);
});
