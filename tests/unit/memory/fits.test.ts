import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import {
  cacheBytes,
  evaluate,
  fitTerms,
  fromConfig,
  inPages,
  longestThatFits,
  memoryNeeded,
  mostThat,
  ratio,
  requestBytes,
  requestsThatFit,
  roomForCache,
  usable,
} from "../../../src/lib/index.ts";
import { anyModel, fullModel } from "../engines/arbitrary.ts";

const room = fc.bigInt({ min: 0n, max: 2n ** 40n });
const tokens = fc.bigInt({ min: 1n, max: 2n ** 22n });
const requests = fc.bigInt({ min: 1n, max: 512n });
const page = fc.constantFrom(1n, 16n, 64n, 100n);

const known = catalogue().flatMap(({ config }) => {
  const reading = fromConfig(config);
  return reading.kind === "architecture" ? [reading.architecture] : [];
});
const model = fc.oneof(anyModel, fc.constantFrom(...known));

describe("the largest number that fits", () => {
  test("is found from either side of any threshold, and never above the most", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 70n }), fc.option(tokens), (edge, most) => {
        const found = mostThat((count) => count <= edge, most ?? undefined);
        expect(found).toBe(most !== null && most < edge ? most : edge);
      }),
    );
  });
});

describe("requests that fit", () => {
  test("fit, and one more does not", () => {
    fc.assert(
      fc.property(model, room, tokens, page, (architecture, bytes, length, size) => {
        const each = requestBytes(architecture, length, { page: size });
        const most = requestsThatFit(architecture, bytes, length, { page: size });
        if (most === undefined) {
          expect(each).toBe(0n);
          return;
        }
        expect(most * each).toBeLessThanOrEqual(bytes);
        expect((most + 1n) * each).toBeGreaterThan(bytes);
      }),
    );
  });

  test("are no more in less room, nor when they are longer or in larger pages", () => {
    fc.assert(
      fc.property(model, room, tokens, tokens, (architecture, bytes, length, more) => {
        const count = (space: bigint, long: bigint, size = 1n) =>
          requestsThatFit(architecture, space, long, { page: size }) ?? 2n ** 80n;
        expect(count(bytes / 2n, length)).toBeLessThanOrEqual(count(bytes, length));
        expect(count(bytes, length + more)).toBeLessThanOrEqual(count(bytes, length));
        expect(count(bytes, length, 16n)).toBeLessThanOrEqual(count(bytes, length));
      }),
    );
  });

  test("are none where weights alone are too large", () => {
    for (const lacking of [-1n, -(2n ** 40n)]) {
      expect(requestsThatFit(known[0]!, lacking, 1n)).toBe(0n);
      expect(longestThatFits(known[0]!, lacking, 1n)).toBe(0n);
    }
  });

  test("are any number where a request keeps nothing, even in no room", () => {
    const shared = { layers: [{ kind: "shared", count: 4 }], trace: {} } as const;
    expect(requestsThatFit(shared, 0n, 1n)).toBeUndefined();
    expect(requestsThatFit(shared, -1n, 1n)).toBe(0n);
    expect(longestThatFits(shared, 0n, 1n)).toBeUndefined();
  });
});

describe("the longest that fits", () => {
  test("fits, and with one token more it does not", () => {
    fc.assert(
      fc.property(model, room, requests, page, (architecture, bytes, count, size) => {
        const settings = { page: size };
        const longest = longestThatFits(architecture, bytes, count, settings);
        const need = (length: bigint) => count * requestBytes(architecture, length, settings);
        if (longest === undefined) {
          expect(need(2n ** 60n)).toBeLessThanOrEqual(bytes);
          return;
        }
        if (longest > 0n) expect(need(longest)).toBeLessThanOrEqual(bytes);
        expect(need(longest + 1n)).toBeGreaterThan(bytes);
      }),
    );
  });

  test("fills a room that is exactly as large as its requests", () => {
    fc.assert(
      fc.property(fullModel, tokens, requests, (architecture, length, count) => {
        const exact = count * requestBytes(architecture, length);
        expect(longestThatFits(architecture, exact, count)).toBe(length);
        expect(longestThatFits(architecture, exact - 1n, count)).toBe(length - 1n);
      }),
    );
  });

  test("is no longer in less room, nor for more requests", () => {
    fc.assert(
      fc.property(model, room, requests, (architecture, bytes, count) => {
        const longest = (space: bigint, many: bigint) =>
          longestThatFits(architecture, space, many) ?? 2n ** 80n;
        expect(longest(bytes / 2n, count)).toBeLessThanOrEqual(longest(bytes, count));
        expect(longest(bytes, count + 1n)).toBeLessThanOrEqual(longest(bytes, count));
      }),
    );
  });

  test("and the requests that fit at that length agree", () => {
    fc.assert(
      fc.property(model, room, requests, (architecture, bytes, count) => {
        const longest = longestThatFits(architecture, bytes, count);
        if (longest === undefined || longest === 0n) return;
        const again = requestsThatFit(architecture, bytes, longest);
        expect(again === undefined || again >= count).toBe(true);
      }),
    );
  });
});

describe("pages", () => {
  test("hold every token and less than one page more", () => {
    fc.assert(
      fc.property(tokens, page, (length, size) => {
        const held = inPages(length, size);
        expect(held % size).toBe(0n);
        expect(held - length).toBeGreaterThanOrEqual(0n);
        expect(held - length).toBeLessThan(size);
      }),
    );
  });

  test("without tokens are refused", () => {
    for (const page of [0n, -1n])
      expect(() => inPages(1n, page)).toThrow(
        new RangeError(`a page of ${page} tokens holds nothing`),
      );
  });
});

describe("what a GPU has to hold", () => {
  const amount = fc.bigInt({ min: 0n, max: 2n ** 40n });

  test("is no more than may be used exactly where the requests fit", () => {
    fc.assert(
      fc.property(
        fc.record({ bytes: amount, weights: amount, other: amount }),
        fc.integer({ min: 1, max: 100 }),
        model,
        tokens,
        requests,
        ({ bytes, weights, other }, percent, architecture, length, count) => {
          const device = { bytes, weights, other, share: ratio(percent, 100n) };
          const perRequest = cacheBytes(architecture, { tokens: length });
          const needed = evaluate(memoryNeeded.expression, {
            [fitTerms.weights.id]: weights,
            [fitTerms.other.id]: other,
            [fitTerms.requests.id]: count,
            [fitTerms.perRequest.id]: perRequest,
          });
          const most = requestsThatFit(architecture, roomForCache(device), length);
          const fits = roomForCache(device) >= 0n && (most === undefined || most >= count);
          expect(needed.n <= usable(device)).toBe(fits);
        },
      ),
    );
  });
});
