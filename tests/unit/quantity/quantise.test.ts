import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type BlockFormat, blockFormats, isBlockFormat } from "../../../src/lib/quantity/block.ts";
import { type ElementTypeId, elementTypes } from "../../../src/lib/quantity/element.ts";
import {
  mostQuantised,
  quantise,
  quantisedFormats,
  restore,
} from "../../../src/lib/quantity/quantise.ts";
import ggml from "../../evidence/ggml-blocks.json" with { type: "json" };

const blocks = Object.entries(blockFormats) as [ElementTypeId, BlockFormat][];

describe("block layouts", () => {
  it.each(blocks)("%s adds up to the bytes it takes", (id, { numbers, bits, parts }) => {
    const { bytes, elements } = elementTypes[id];
    expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes);
    expect(numbers).toBe(elements);
    const codes = parts.filter(({ kind }) => kind === "codes");
    expect(codes.reduce((sum, part) => sum + part.bytes, 0) * 8).toBe(numbers * bits);
  });

  it("are known for every format with more than one number to a scale", () => {
    const shared = (Object.keys(elementTypes) as ElementTypeId[]).filter(
      (id) => elementTypes[id].elements > 2,
    );
    expect(shared.filter((id) => !isBlockFormat(id))).toEqual([]);
    expect(isBlockFormat("toString")).toBe(false);
  });
});

describe("ggml's reference quantisers, run on the same numbers", () => {
  for (const [place, { values, blocks }] of ggml.entries()) {
    test.each(blocks)(
      `block ${place + 1} as $format`,
      ({ format, scale, minimum, codes, restored }) => {
        const [block] = quantise(values, format as (typeof quantisedFormats)[number]);
        expect(block!.scale).toBe(Math.fround(scale) + 0);
        expect(block!.minimum ?? 0).toBe(Math.fround(minimum));
        expect(block!.codes).toEqual(codes);
        expect(block!.restored).toEqual(restored.map((r) => Math.fround(r) + 0));
      },
    );
  }
});

const number = fc.double({ min: -1000, max: 1000, noNaN: true });
const numbers = fc.array(number, { minLength: 32, maxLength: 32 });
/**
 * Codes are chosen before scale and minimum are rounded to 16 bits. Levels move by that, at most by a
 * part in 2,048 of a stretch of twice the largest magnitude and of the minimum, and by a little more
 * where the scale is too small for a full mantissa. A code can be off by twice as much.
 */
const slack = (2 * 3) / 2048;
const tiny = 2 * 255 * 2 ** -25;

describe.each(quantisedFormats)("%s", (format) => {
  test("gives back only its levels, and of those one as near as its scale allows", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const found = quantise(values, format);
        const each = blockFormats[format].numbers;
        for (const [place, value] of values.entries()) {
          const block = found[Math.floor(place / each)]!;
          const back = block.restored[place % each]!;
          expect(block.levels).toContain(back);
          const nearest = Math.min(...block.levels.map((level) => Math.abs(level - value)));
          const most = Math.max(...block.levels.map(Math.abs), Math.abs(block.minimum ?? 0));
          expect(Math.abs(back - value)).toBeLessThanOrEqual(nearest + most * slack + tiny);
        }
      }),
    );
  });

  test("keeps the order of the numbers of a block", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const each = blockFormats[format].numbers;
        const own = values.slice(0, each);
        const back = restore(quantise(own, format));
        const order = own.map((_, place) => place).sort((a, b) => own[a]! - own[b]!);
        for (let place = 1; place < each; place++)
          expect(back[order[place]!]).toBeGreaterThanOrEqual(back[order[place - 1]!]!);
      }),
    );
  });

  test("comes to twice as much when every number does", () => {
    const moderate = fc.array(fc.integer({ min: -2000, max: 2000 }), {
      minLength: 32,
      maxLength: 32,
    });
    fc.assert(
      fc.property(moderate, (whole) => {
        const values = whole.map((value) => value / 4);
        const once = restore(quantise(values, format));
        const twice = restore(
          quantise(
            values.map((value) => value * 2),
            format,
          ),
        );
        expect(twice.map((value) => value / 2 + 0)).toEqual(once.map((value) => value + 0));
      }),
    );
  });

  test.each([0, 1e-44, -3e-40, 1e-300])("keeps zeros as zeros beside %d", (value) => {
    const back = restore(quantise(Array(32).fill(0).with(7, value), format));
    expect(back.every((one) => Math.abs(one) <= Math.abs(value) * 2)).toBe(true);
  });

  test("holds numbers of the largest magnitude and refuses more", () => {
    const wide = Array.from({ length: 32 }, (_, place) => (place % 2 ? 1 : -1) * mostQuantised);
    expect(restore(quantise(wide, format)).every(Number.isFinite)).toBe(true);
    for (const bad of [mostQuantised * 1.01, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(() => quantise([...wide.slice(1), bad], format)).toThrow(RangeError);
  });

  test.each([0, 1, 15, 31, 33])("refuses %i numbers", (length) => {
    expect(() => quantise(Array(length).fill(1), format)).toThrow(/numbers to a block/);
  });
});

test("one outlier costs the others of its block, and those of no other", () => {
  const calm = Array.from({ length: 64 }, (_, place) => Math.sin(place * 1.7));
  const spoilt = calm.with(5, 60);
  const off = (values: readonly number[], from: number, to: number) => {
    const back = restore(quantise(values, "q4_0"));
    return Math.max(
      ...values
        .slice(from, to)
        .map((value, place) => (place + from === 5 ? 0 : Math.abs(value - back[place + from]!))),
    );
  };
  expect(off(spoilt, 0, 32)).toBeGreaterThan(5 * off(calm, 0, 32));
  expect(off(spoilt, 32, 64)).toBe(off(calm, 32, 64));
});

test("of two numbers as large, the first decides the sign of the scale", () => {
  const rest = Array(30).fill(0);
  expect(quantise([4, -4, ...rest], "q4_0")[0]!.scale).toBe(-0.5);
  expect(quantise([-4, 4, ...rest], "q4_0")[0]!.scale).toBe(0.5);
});

test("a number too large is named", () => {
  expect(() => quantise([1e6, ...Array(31).fill(0)], "q8_0")).toThrow(
    "1000000 is more than a block can hold",
  );
});

test.each(quantisedFormats)("the levels of %s rise", (format) => {
  const [block] = quantise(
    Array.from({ length: 32 }, (_, place) => 5 - place),
    format,
  );
  const { levels } = block!;
  for (const [place, level] of levels.slice(1).entries())
    expect(level).toBeGreaterThan(levels[place]!);
});
