import fc from "fast-check";
import { expect, test } from "vitest";
import { mostThat } from "../../../src/lib/quantity/most.ts";

const count = fc.bigInt({ min: 0n, max: 10n ** 12n });

test("the largest number that fits is found, and no other", () => {
  fc.assert(
    fc.property(count, (limit) => {
      expect(mostThat((one) => one <= limit)).toBe(limit);
    }),
  );
  for (let limit = 0n; limit < 70n; limit++) expect(mostThat((one) => one <= limit)).toBe(limit);
});

test("no more is found than is asked for", () => {
  fc.assert(
    fc.property(count, count, (limit, most) => {
      expect(mostThat((one) => one <= limit, most)).toBe(limit < most ? limit : most);
    }),
  );
  expect(mostThat(() => true, 100n)).toBe(100n);
  expect(mostThat(() => false, 100n)).toBe(0n);
});

test("it takes as many tries as the answer has digits, not as many as it counts", () => {
  let tries = 0;
  mostThat((one) => {
    tries++;
    return one <= 2n ** 60n;
  });
  expect(tries).toBeLessThan(130);
});
