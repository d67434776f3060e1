import fc from "fast-check";
import { expect, test } from "vitest";
import { doubles, exactly } from "../../../src/lib/audit/arithmetic.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

test("doubles take what is a whole number but for their last digits as that number", () => {
  expect([3, 3 - 4e-16, 2.9].map(doubles.floor)).toEqual([3, 3, 2]);
  expect([3, 3 + 5e-16, 3.1].map(doubles.ceil)).toEqual([3, 3, 4]);
  expect([-3, -3 - 5e-16].map(doubles.floor)).toEqual([-3, -3]);
});

test("the whole numbers around a ratio are less than one away", () => {
  const number = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  fc.assert(
    fc.property(number, fc.bigInt({ min: 1n, max: 100n }), (n, d) => {
      const below = exactly.floor(ratio(n, d)).n;
      const above = exactly.ceil(ratio(n, d)).n;
      expect(below * d <= n && n < (below + 1n) * d).toBe(true);
      expect((above - 1n) * d < n && n <= above * d).toBe(true);
    }),
  );
});
