import { describe, expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import { exactly } from "../../../src/lib/audit/arithmetic.ts";
import { claimOf, type FigureEntry } from "../../../src/lib/audit/entry.ts";
import { type Space, spaceOf } from "../../../src/lib/audit/space.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const llama = { model: "llama-3.1-8b", parameters: "8B", tokens: "1,000" };
/** 1,000 tokens of 131,072 bytes each. */
const cache = 131_072_000n;
const MB = 10n ** 6n;

const space = (
  printed: string,
  more: Partial<FigureEntry> = {},
  others: readonly FigureEntry[] = [],
) => {
  const entry: FigureEntry = {
    id: "figure",
    printed,
    quantity: "kv-cache",
    stated: llama,
    ...more,
  };
  return spaceOf(claimOf(entry, siteCatalogue, [...others, entry]));
};
const chosen = ({ assumptions }: Space, departing = {}) => ({
  ...Object.fromEntries(assumptions.map(({ id, choices }) => [id, choices[0].value])),
  ...departing,
});
const amount = (of: Space, departing = {}, unit = MB) =>
  of.amount(exactly, chosen(of, departing), unit);
const found = ({ assumptions }: Space, wanted: string) => {
  const one = assumptions.find(({ id }) => id === wanted);
  return one && [one.name, ...one.choices.map(({ label }) => label)];
};

describe("a cache", () => {
  const batch = { stated: { ...llama, batch: 16 } };

  test("of several sequences may be one, rounded, times their number", () => {
    const several = space("2 GB", batch);
    expect(found(several, "early-rounding")).toEqual([
      "rounding",
      "at the end only",
      "one sequence to 1 decimal, then times 16",
      "one sequence to 2 decimals, then times 16",
      "one sequence to 0 decimals, then times 16",
    ]);
    expect(amount(several)).toEqual(ratio(16n * cache));
    expect(amount(several, { "early-rounding": 1 })).toEqual(ratio(16n * 131_100_000n));
    expect(amount(several, { "early-rounding": 2 })).toEqual(ratio(16n * 131_070_000n));
    expect(amount(several, { "early-rounding": 0 })).toEqual(ratio(16n * 131_000_000n));
    expect(amount(several, { "early-rounding": 0 }, 2n * MB)).toEqual(ratio(16n * 132_000_000n));
    expect(several.roundsInUnit!(chosen(several))).toBe(false);
    expect(several.roundsInUnit!(chosen(several, { "early-rounding": 1 }))).toBe(true);
  });

  test("is rounded at the end where there is one sequence, or numbers are counted", () => {
    expect(found(space("131 MB"), "early-rounding")).toBeUndefined();
    expect(found(space("1M elements", batch), "early-rounding")).toBeUndefined();
    expect(
      found(space("1 GB", { stated: { ...llama, batch: 2 } }), "early-rounding"),
    ).toBeDefined();
  });

  test("may be multiplied from another printed figure", () => {
    const first: FigureEntry = {
      id: "first",
      printed: "100 MB",
      quantity: "kv-cache",
      stated: { ...llama, tokens: "250", batch: 2 },
    };
    const grown = space("1 GB", { ...batch, basis: "first" }, [first]);
    expect(found(grown, "basis")).toEqual(["starting point", "the model", "the printed 100 MB"]);
    expect(amount(grown)).toEqual(ratio(16n * cache));
    expect(amount(grown, { basis: ratio(100n * MB) })).toEqual(ratio(3200n * MB));
    expect(
      found(space("1 GB", { basis: "first" }, [{ ...first, printed: "100" }]), "basis"),
    ).toBeUndefined();
  });

  test("of another model may be meant", () => {
    const either = space("1 GB", { instead: [{ model: "llama-3.1-70b" }] });
    expect(found(either, "model")).toEqual(["model", "Llama 3.1 8B", "Llama 3.1 70B"]);
    expect(found(space("1 GB"), "model")).toBeUndefined();
  });
});

describe("one amount over another", () => {
  const against = { ...llama, model: "llama-3.1-70b" };

  test("is of two caches, each with its own assumptions, or what one saves", () => {
    const share = space("0.4x", { quantity: "cache-ratio", against });
    expect(found(share, "against.kv-heads")![0]).toBe("KV heads of Llama 3.1 70B");
    expect(found(share, "batch")).toBeUndefined();
    expect(found(share, "against.batch")).toBeUndefined();
    expect(amount(share)).toEqual(ratio(2, 5));
    expect(share.bytes(exactly, chosen(share), 1n)).toEqual(ratio(cache));
    expect(amount(space("60%", { quantity: "cache-saving", against }))).toEqual(ratio(3, 5));
  });

  test("needs the other", () => {
    expect(() => space("0.4x", { quantity: "cache-ratio" })).toThrow(
      new RangeError("a ratio needs the model it is taken against"),
    );
  });

  test("is of a cache and its weights", () => {
    const share = space("1%", { quantity: "cache-share" });
    expect(amount(share)).toEqual(ratio(cache, 16_000n * MB));
    expect(amount(share, { batch: 2 })).toEqual(ratio(2n * cache, 16_000n * MB));
    expect(found(share, "weights-element")).toBeDefined();
    expect(share.bytes(exactly, chosen(share), 1n)).toEqual(ratio(cache));
  });
});

test.each(["weights", "training"] as const)("%s are their bytes", (quantity) => {
  const weights = space("16 GB", { quantity, stated: { ...llama, element: "fp16" } });
  expect(amount(weights)).toEqual(ratio(16_000n * MB));
  expect(weights.bytes(exactly, chosen(weights), 1n)).toEqual(ratio(16_000n * MB));
});
