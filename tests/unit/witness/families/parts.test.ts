import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstOf, type Model } from "../../../../src/lib/witness/families/family.ts";
import {
  attentionKeys,
  headNorms,
  oneHeadEach,
  projections,
  slides,
  wideNorms,
} from "../../../../src/lib/witness/families/parts.ts";
import { sizes } from "./kit.ts";

type Layer = Model["layers"][number];

const size = fc.integer({ min: 1, max: 512 });
const shape = fc.record({ kvHeads: size, keyDim: size, valueDim: size });
const full = shape.map((widths): Layer => [{ kind: "attention", ...widths }]);
const local = fc
  .tuple(shape, size)
  .map(([widths, window]): Layer => [{ kind: "attention", ...widths, window }]);
const none = fc.constant<Layer>([]);

const modelWith = (layers: Model["layers"], queryHeads = 6): Model => ({
  ...{ layers, queryHeads, sizes },
  traced: () => 0,
});

const attentionIn = (layer: Layer) => firstOf(modelWith([layer]), "attention");

describe("KV heads", () => {
  const headsOf = (kvHeads: readonly number[]) => {
    const widths = { keyDim: 40, valueDim: 24 };
    const layers = kvHeads.map(
      (heads): Layer => (heads === 0 ? [] : [{ kind: "attention", kvHeads: heads, ...widths }]),
    );
    return attentionKeys(modelWith(layers))["attention.head_count_kv"];
  };

  test("are one number where all layers have the same", () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 9 }), (heads, layers) => {
        expect(headsOf(Array(layers).fill(heads))).toEqual({ type: "u32", value: heads });
      }),
    );
  });

  test("are said for each layer where they differ, 0 where a layer has none", () => {
    const differing = fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 9 })
      .filter((heads) => new Set(heads).size > 1);
    fc.assert(
      fc.property(differing, (value) => {
        expect(headsOf(value)).toEqual({ type: "u32s", value });
      }),
    );
  });
});

describe("widths and window of a model", () => {
  const layers = fc.array(fc.oneof(full, local, none), { minLength: 1, maxLength: 9 });

  test("are those of the first layer that does not slide, if there is one", () => {
    const withFull = fc
      .tuple(layers, full, layers)
      .map(([before, one, after]) => [...before, one, ...after]);
    fc.assert(
      fc.property(withFull, (all) => {
        const { keyDim, valueDim } = attentionIn(
          all.find(([kept]) => kept?.kind === "attention" && kept.window === undefined)!,
        );
        expect(attentionKeys(modelWith(all))).toMatchObject({
          "attention.key_length": { type: "u32", value: keyDim },
          "attention.value_length": { type: "u32", value: valueDim },
        });
      }),
    );
  });

  test("are the first's where all slide, and the window is its", () => {
    fc.assert(
      fc.property(fc.array(local, { minLength: 1, maxLength: 9 }), (all) => {
        const { keyDim, valueDim, window } = attentionIn(all[0]!);
        expect(attentionKeys(modelWith(all))).toMatchObject({
          "attention.key_length": { type: "u32", value: keyDim },
          "attention.value_length": { type: "u32", value: valueDim },
          "attention.sliding_window": { type: "u32", value: window },
        });
      }),
    );
  });

  test("are without a window where no layer slides", () => {
    fc.assert(
      fc.property(fc.array(full, { minLength: 1, maxLength: 9 }), (all) => {
        expect(attentionKeys(modelWith(all))).not.toHaveProperty(["attention.sliding_window"]);
      }),
    );
  });
});

test("which layers slide is said for each, and the first that does is told", () => {
  const mixed = fc
    .tuple(fc.array(fc.oneof(full, none), { maxLength: 5 }), local, fc.array(fc.oneof(full, local)))
    .map(([before, first, after]) => ({ all: [...before, first, ...after], first }));
  fc.assert(
    fc.property(mixed, ({ all, first }) => {
      const value = all.map(([kept]) => kept !== undefined && "window" in kept);
      const found = slides(modelWith(all));
      expect(found.local).toEqual(first[0]);
      expect(found.pattern).toEqual({
        "attention.sliding_window_pattern": { type: "flags", value },
      });
    }),
  );
});

describe("a layer without attention", () => {
  test("has no projections, and no gains for heads", () => {
    expect(projections(modelWith([]), [])).toEqual([]);
    expect(headNorms([])).toEqual([]);
    expect(wideNorms(modelWith([]), [])).toEqual([]);
  });
});

test("a gate for every query doubles the queries' projection and no other", () => {
  fc.assert(
    fc.property(full, size, (layer, queryHeads) => {
      const model = modelWith([layer], queryHeads);
      const [queries, ...others] = projections(model, layer);
      const [from, to] = queries!.shape;
      const gated = projections(model, layer, true);
      expect(gated).toEqual([{ ...queries, shape: [from, 2 * to!] }, ...others]);
    }),
  );
});

test("wide gains are as wide as the projections of queries and keys", () => {
  fc.assert(
    fc.property(full, size, (layer, queryHeads) => {
      const model = modelWith([layer], queryHeads);
      const widths = projections(model, layer).map(({ shape }) => shape[1]);
      const gains = wideNorms(model, layer).map(({ shape }) => shape[0]);
      expect(gains).toEqual(widths.slice(0, 2));
    }),
  );
});

test("a head for each KV head fills as many numbers as a token's keys have", () => {
  fc.assert(
    fc.property(full, local, (first, second) => {
      const { kvHeads, keyDim } = attentionIn(first);
      expect(oneHeadEach(modelWith([[], first, second]))).toBe(kvHeads * keyDim);
    }),
  );
});
