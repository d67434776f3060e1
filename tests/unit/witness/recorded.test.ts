import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ElementTypeId,
  elementTypes,
  fromRecorded,
  type RecordedSettings,
  toRecorded,
  type WitnessSettings,
} from "../../../src/lib/index.ts";

const types = Object.keys(elementTypes) as ElementTypeId[];

/** Settings with both formats, and any of the others. */
const settings: fc.Arbitrary<WitnessSettings> = fc.record(
  {
    ctx: fc.integer({ min: 1, max: 10_000_000 }),
    keyType: fc.constantFrom(...types),
    valueType: fc.constantFrom(...types),
    parallel: fc.integer({ min: 1, max: 256 }),
    ubatch: fc.integer({ min: 1, max: 8192 }),
    swaFull: fc.boolean(),
  },
  { requiredKeys: ["ctx", "keyType", "valueType"], noNullPrototype: true },
);

const formats = { cache_type_k: "f16", cache_type_v: "f16" };

describe("recorded settings", () => {
  test("come back as they were, and no other setting with them", () => {
    fc.assert(
      fc.property(settings, (given) => {
        expect(fromRecorded(toRecorded(given))).toStrictEqual(given);
      }),
    );
  });

  test("are the same after a file", () => {
    fc.assert(
      fc.property(settings, (given) => {
        const recorded = toRecorded(given);
        expect(JSON.parse(JSON.stringify(recorded))).toStrictEqual(recorded);
      }),
    );
  });

  test("of a context alone are its tokens and f16", () => {
    expect(toRecorded({ ctx: 4096 })).toStrictEqual({ n_ctx: 4096, ...formats });
    expect(toRecorded({ ctx: 4096n })).toStrictEqual({ n_ctx: 4096, ...formats });
  });

  test("have the format of the keys for the values, where only that is given", () => {
    expect(toRecorded({ ctx: 1, keyType: "q8_0" })).toStrictEqual({
      n_ctx: 1,
      cache_type_k: "q8_0",
      cache_type_v: "q8_0",
    });
    expect(toRecorded({ ctx: 1, valueType: "q8_0" })).toStrictEqual({
      n_ctx: 1,
      cache_type_k: "f16",
      cache_type_v: "q8_0",
    });
  });

  test.each<[string, Partial<WitnessSettings>, Partial<RecordedSettings>]>([
    ["slots", { parallel: 3 }, { n_seq_max: 3 }],
    ["tokens computed at once", { ubatch: 32 }, { n_ubatch: 32 }],
    ["full windows", { swaFull: true }, { swa_full: true }],
    ["windows, where they are switched on", { swaFull: false }, { swa_full: false }],
  ])("have llama.cpp's name for %s", (_, own, recorded) => {
    expect(toRecorded({ ctx: 5, ...own })).toStrictEqual({ n_ctx: 5, ...formats, ...recorded });
    expect(fromRecorded({ n_ctx: 5, ...formats, ...recorded })).toStrictEqual({
      ctx: 5,
      keyType: "fp16",
      valueType: "fp16",
      ...own,
    });
  });

  test("have llama.cpp's names of the formats", () => {
    const nameOf = (keyType: ElementTypeId) => toRecorded({ ctx: 1, keyType }).cache_type_k;
    expect((["fp32", "fp16", "q8_0", "q4_1", "iq4_nl"] as const).map(nameOf)).toEqual([
      "f32",
      "f16",
      "q8_0",
      "q4_1",
      "iq4_nl",
    ]);
  });

  test.each([
    { cache_type_k: "q9", cache_type_v: "f16" },
    { cache_type_k: "f16", cache_type_v: "q9" },
  ])("of a format nobody knows are refused by its name: %o", (named) => {
    expect(() => fromRecorded({ n_ctx: 1, ...named })).toThrow(
      new RangeError("no cache format is called q9"),
    );
  });
});
