import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  type FloatFormat,
  type FloatFormatId,
  floatBits,
  floatFields,
  floatFormats,
  floatRange,
  floatStep,
  fromFloatBits,
  kept,
  toFloatBits,
} from "../../../src/lib/quantity/float.ts";

const ids = Object.keys(floatFormats) as FloatFormatId[];
const small = ids.filter((id) => floatBits(floatFormats[id]) <= 16);
const { fp32, bf16, fp16, e5m2, e4m3, e2m1 } = floatFormats;

/** Every pattern of a format without its sign, in rising order, with the finite number it stands for. */
const finite = (format: FloatFormat) =>
  Array.from({ length: 2 ** (floatBits(format) - 1) }, (_, pattern) => ({
    pattern,
    value: fromFloatBits(format, pattern),
  })).filter(({ value }) => Number.isFinite(value));

const anyNumber = fc.oneof(
  fc.double({ noNaN: true }),
  fc.double({ min: -1e5, max: 1e5, noNaN: true }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.float({ noNaN: true }),
);

describe.each(small)("%s, every pattern", (id) => {
  const format = floatFormats[id];

  const all = finite(format);
  const failing = (holds: (one: (typeof all)[number], place: number) => boolean) =>
    all.filter((one, place) => !holds(one, place)).map(({ pattern }) => pattern);

  it("comes back as it was, with either sign", () => {
    const sign = 2 ** (floatBits(format) - 1);
    const same = failing(
      ({ pattern, value }) =>
        toFloatBits(format, value) === pattern &&
        Object.is(fromFloatBits(format, pattern + sign), -value) &&
        toFloatBits(format, -value) === pattern + sign,
    );
    expect(same).toEqual([]);
  });

  it("stands for more than the one below it, and no pattern between is left out", () => {
    expect(failing(({ value }, place) => place === 0 || value > all[place - 1]!.value)).toEqual([]);
    expect(failing(({ pattern }, place) => pattern === place)).toEqual([]);
  });

  it("is given to what lies up to half way to its neighbours, and ties go to the even pattern", () => {
    const split = failing(({ value }, place) => {
      const next = all[place + 1]?.value;
      if (next === undefined) return floatStep(format, value) === undefined;
      const middle = (value + next) / 2;
      const little = (next - value) / 64;
      return (
        toFloatBits(format, middle) % 2 === 0 &&
        kept(format, middle - little) === value &&
        kept(format, middle + little) === next &&
        floatStep(format, value) === next - value
      );
    });
    expect(split).toEqual([]);
  });
});

describe.each(ids)("%s, any number", (id) => {
  const format = floatFormats[id];

  test("is kept as it is the second time", () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        const once = kept(format, value);
        expect(kept(format, once)).toBe(once);
      }),
    );
  });

  test("keeps the order", () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(kept(format, low)).toBeLessThanOrEqual(kept(format, high));
      }),
    );
  });

  test("has bits that put together the number again", () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        const pattern = toFloatBits(format, value);
        const { sign, exponent, mantissa } = floatFields(format, pattern);
        const { exponentBits, mantissaBits } = format;
        expect((sign * 2 ** exponentBits + exponent) * 2 ** mantissaBits + mantissa).toBe(pattern);
        expect(sign).toBe(value < 0 || Object.is(value, -0) ? 1 : 0);
      }),
    );
  });
});

const patterns16 = Array.from({ length: 2 ** 16 }, (_, pattern) => pattern);

describe("what the platform rounds to", () => {
  test("fp32 is Math.fround, bit for bit", () => {
    const view = new DataView(new ArrayBuffer(4));
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(kept(fp32, value)).toBe(Math.fround(value));
        view.setFloat32(0, value);
        expect(toFloatBits(fp32, value)).toBe(view.getUint32(0));
        expect(fromFloatBits(fp32, view.getUint32(0))).toBe(view.getFloat32(0));
      }),
      { numRuns: 2000 },
    );
  });

  test("fp16 is Math.f16round, bit for bit", () => {
    const platform = Math as unknown as { f16round: (value: number) => number };
    const view = new DataView(new ArrayBuffer(2)) as DataView & {
      setFloat16: (at: number, value: number) => void;
      getFloat16: (at: number) => number;
    };
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(kept(fp16, value)).toBe(platform.f16round(value));
        view.setFloat16(0, value);
        expect(toFloatBits(fp16, value)).toBe(view.getUint16(0));
      }),
      { numRuns: 2000 },
    );
    const differing = patterns16.filter((pattern) => {
      view.setUint16(0, pattern);
      return !Object.is(fromFloatBits(fp16, pattern), view.getFloat16(0));
    });
    expect(differing).toEqual([]);
  });

  test("bf16 is the upper half of fp32", () => {
    const view = new DataView(new ArrayBuffer(4));
    const differing = patterns16.filter((pattern) => {
      view.setUint32(0, pattern * 2 ** 16);
      return !Object.is(fromFloatBits(bf16, pattern), view.getFloat32(0));
    });
    expect(differing).toEqual([]);
  });
});

describe("the published formats", () => {
  it("have the ranges their papers print", () => {
    expect(floatRange(e4m3)).toEqual({
      largest: 448,
      smallestNormal: 2 ** -6,
      smallest: 2 ** -9,
    });
    expect(floatRange(e5m2)).toEqual({
      largest: 57344,
      smallestNormal: 2 ** -14,
      smallest: 2 ** -16,
    });
    expect(floatRange(fp16).largest).toBe(65504);
    expect(finite(e2m1).map(({ value }) => value)).toEqual([0, 0.5, 1, 1.5, 2, 3, 4, 6]);
  });

  it("saturate in eight bits and overflow in more", () => {
    expect(kept(e4m3, 1e6)).toBe(448);
    expect(kept(e4m3, Number.NEGATIVE_INFINITY)).toBe(-448);
    expect(kept(e5m2, 1e6)).toBe(57344);
    expect(kept(fp16, 65519.9)).toBe(65504);
    expect(kept(fp16, 65520)).toBe(Number.POSITIVE_INFINITY);
    expect(fromFloatBits(e5m2, 0b01111100)).toBe(Number.POSITIVE_INFINITY);
  });

  it("have a NaN but for E2M1", () => {
    for (const id of ids.filter((id) => id !== "e2m1"))
      expect(kept(floatFormats[id], Number.NaN)).toBeNaN();
    expect(() => toFloatBits(e2m1, Number.NaN)).toThrow("FP4 E2M1 has no NaN");
    expect(fromFloatBits(e4m3, 0b01111111)).toBeNaN();
    expect(fromFloatBits(e4m3, 0b01111000)).toBe(256);
  });
});
