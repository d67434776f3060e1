import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  ceil,
  compare,
  divide,
  floor,
  multiply,
  ratio,
  subtract,
  toInteger,
  toNumber,
  toRatio,
} from "../../../src/lib/quantity/ratio.ts";

const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 20n });
const ratios = fc.tuple(whole, positive).map(([n, d]) => ratio(n, d));

test("a ratio is in lowest terms with a positive denominator", () => {
  expect(ratio(34, 32)).toEqual({ n: 17n, d: 16n });
  expect(ratio(1, -2)).toEqual({ n: -1n, d: 2n });
  expect(ratio(0, 7)).toEqual({ n: 0n, d: 1n });
  expect(() => ratio(1, 0)).toThrow(/denominator/);
});

test("adding and multiplying are undone exactly by subtracting and dividing", () => {
  fc.assert(
    fc.property(ratios, ratios, (a, b) => {
      expect(subtract(add(a, b), b)).toEqual(a);
      if (b.n !== 0n) expect(divide(multiply(a, b), b)).toEqual(a);
    }),
  );
});

test("multiplication distributes over addition", () => {
  fc.assert(
    fc.property(ratios, ratios, ratios, (a, b, c) => {
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
    }),
  );
});

test("comparing agrees with the sign of the difference", () => {
  fc.assert(
    fc.property(ratios, ratios, (a, b) => {
      const { n } = subtract(a, b);
      expect(compare(a, b)).toBe(n < 0n ? -1 : n > 0n ? 1 : 0);
    }),
  );
});

test("rounding up is the smallest whole number that is enough", () => {
  fc.assert(
    fc.property(ratios, (value) => {
      const up = ceil(value);
      expect(compare(ratio(up), value)).toBeGreaterThanOrEqual(0);
      expect(compare(ratio(up - 1n), value)).toBe(-1);
    }),
  );
});

test("only a whole ratio becomes an integer", () => {
  expect(toInteger(ratio(6, 3))).toBe(2n);
  expect(() => toInteger(ratio(1, 2), "the cache")).toThrow("the cache is 1/2");
  expect(() => toInteger(ratio(1, 2))).toThrow("the value is 1/2, not a whole number");
});

test("the nearest double keeps large whole parts and small fractions", () => {
  expect(toNumber(ratio(1, 3))).toBeCloseTo(1 / 3, 15);
  expect(toNumber(ratio(2n ** 60n, 1n))).toBe(2 ** 60);
  expect(toNumber(ratio(29, 4))).toBe(7.25);
  expect(toNumber(ratio(10n ** 40n + 1n, 10n ** 20n))).toBe(1e20);
});

test("rounding down is the largest whole number that is not too much", () => {
  expect([ratio(7, 2), ratio(-7, 2), ratio(4), ratio(0)].map(floor)).toEqual([3n, -4n, 4n, 0n]);
  fc.assert(
    fc.property(ratios, (value) => {
      const down = floor(value);
      expect(compare(ratio(down), value)).toBeLessThanOrEqual(0);
      expect(compare(ratio(down + 1n), value)).toBe(1);
    }),
  );
});

test("a ratio is neither above nor below itself", () => {
  fc.assert(
    fc.property(ratios, (value) => {
      expect(compare(value, value)).toBe(0);
    }),
  );
});

test("whole numbers of either kind become ratios, and ratios stay", () => {
  expect([toRatio(5), toRatio(5n), toRatio(ratio(5, 2))]).toEqual([
    ratio(5),
    ratio(5),
    ratio(5, 2),
  ]);
});
