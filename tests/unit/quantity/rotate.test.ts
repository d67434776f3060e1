import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rotate } from "../../../src/lib/quantity/rotate.ts";

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, one, place) => sum + one * b[place]!, 0);

const vectors = (count: number) =>
  fc.integer({ min: 0, max: 6 }).chain((power) => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    const vector = fc.array(number, { minLength: 2 ** power, maxLength: 2 ** power });
    return fc.tuple(...Array.from({ length: count }, () => vector));
  });

describe("a rotation", () => {
  test("is its own inverse", () => {
    fc.assert(
      fc.property(vectors(1), ([numbers]) => {
        for (const [place, one] of rotate(rotate(numbers!)).entries())
          expect(one).toBeCloseTo(numbers![place]!, 8);
      }),
    );
  });

  test("leaves inner products as they are, so attention does not notice", () => {
    fc.assert(
      fc.property(vectors(2), ([a, b]) => {
        expect(dot(rotate(a!), rotate(b!))).toBeCloseTo(dot(a!, b!), 5);
      }),
    );
  });

  test("spreads one number over all", () => {
    const alone = Array(32).fill(0).with(11, 8);
    expect(rotate(alone).map((one) => Math.abs(one))).toEqual(Array(32).fill(8 / Math.sqrt(32)));
  });

  test.each([0, 3, 31, 33])("refuses %i numbers", (count) => {
    expect(() => rotate(Array(count).fill(1))).toThrow(
      `a rotation takes a power of two of numbers, not ${count}`,
    );
  });
});
