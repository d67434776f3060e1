import fc from "fast-check";
import { expect, test } from "vitest";
import { fates, told, ways, worth } from "../../../src/components/layers/kept.ts";
import { cacheBytes, crossings, ratio } from "../../../src/lib/index.ts";

const way = fc.constantFrom(...ways);
const tokens = fc.integer({ min: 1, max: 400 });
const of = (id: string) => ways.find((one) => one.id === id)!;

const length = (one: (typeof ways)[number], read: number, ...wanted: string[]) =>
  fates(one, read)
    .filter(({ fate }) => wanted.includes(fate))
    .reduce((sum, { from, to }) => sum + to - from + 1, 0);

test("every token that was read has one fate, in order", () => {
  fc.assert(
    fc.property(way, tokens, (one, read) => {
      let next = 1;
      for (const { from, to } of fates(one, read)) {
        expect(from).toBe(next);
        expect(to).toBeGreaterThanOrEqual(from);
        next = to + 1;
      }
      expect(next).toBe(read + 1);
    }),
  );
});

test("what is drawn in the cache is what the library counts", () => {
  fc.assert(
    fc.property(tokens, (read) => {
      for (const id of ["full", "window", "chunk"]) {
        const one = of(id);
        expect(length(one, read, "kept", "stale")).toBe(worth(one, read));
      }
      const entries = of("entries");
      expect(fates(entries, read).filter(({ fate }) => fate === "kept")).toHaveLength(
        worth(entries, read),
      );
      expect(worth(of("shared"), read)).toBe(0);
      expect(worth(of("state"), read)).toBe(worth(of("state"), 1));
    }),
  );
});

test("worth is bytes over those of a token in a full layer", () => {
  fc.assert(
    fc.property(way, tokens, (one, read) => {
      const bytes = (group: typeof one.group, count: number) =>
        cacheBytes({ layers: [group], trace: {} }, { tokens: BigInt(count) });
      expect(ratio(bytes(one.group, read), bytes(of("full").group, 1))).toEqual(
        ratio(BigInt(worth(one, read))),
      );
    }),
  );
});

test("a chunk sees no further back than its own start, a window always its length", () => {
  expect(length(of("chunk"), 8, "kept")).toBe(8);
  expect(length(of("chunk"), 9, "kept")).toBe(1);
  expect(length(of("chunk"), 9, "stale")).toBe(7);
  expect(length(of("window"), 9, "kept")).toBe(8);
  expect(told(of("chunk"), 9)).toContain("1 token of this chunk");
  expect(told(of("entries"), 4)).toBe("1 entry");
  expect(told(of("full"), 1)).toBe("1 token, all of them");
});

test("the state is drawn as large as the text says: ten tokens", () => {
  const layers = [of("state").group, of("full").group];
  expect(crossings({ layers, trace: {} })[0]!.tokens).toBe(10n);
  expect(worth(of("state"), 3)).toBe(10);
});
