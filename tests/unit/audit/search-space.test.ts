import { describe, expect, test } from "vitest";
import { counts } from "../../../src/lib/audit/choices.ts";
import type { Assumption, Choice, Hypothesis } from "../../../src/lib/audit/hypothesis.ts";
import { type SearchOptions, search } from "../../../src/lib/audit/search.ts";
import type { Space } from "../../../src/lib/audit/space.ts";
import { parseFigure } from "../../../src/lib/quantity/figure.ts";
import { type Ratio, ratio } from "../../../src/lib/quantity/ratio.ts";
import { audited, counted } from "./kit.ts";

type Values = readonly [number | Ratio, ...(number | Ratio)[]];

const choicesOf = ([first, ...rest]: Values): [Choice, ...Choice[]] => {
  const choice = (value: number | Ratio): Choice => ({
    value,
    label: typeof value === "object" ? `${value.n}/${value.d}` : `${value}`,
  });
  return [choice(first), ...rest.map(choice)];
};
const factor = (id: string, ...values: Values): Assumption => counts(id, id, choicesOf(values));
const reading = (id: string, ...values: Values): Assumption => ({
  ...factor(id, ...values),
  reading: true,
});

/** An amount that is one number times whatever is taken for each assumption. */
const product = (of: number, ...assumptions: Assumption[]): Space => {
  const amount: Space["amount"] = (maths, chosen) =>
    assumptions.reduce(
      (all, { id }) => maths.times(all, maths.of(chosen[id] as number | Ratio)),
      maths.of(of),
    );
  return { assumptions, amount, bytes: amount };
};
const searched = (printed: string, space: Space, options?: SearchOptions) =>
  search(parseFigure(printed)!, space, options);
const taken = ({ departures }: Hypothesis) => departures.map(({ id, used }) => `${id} ${used}`);

const GB = 10 ** 9;

describe("a search", () => {
  const space = product(GB, factor("a", 1, 3), factor("b", 1, 5), reading("r", 1, 2));
  /** GB, GiB and two mixtures of both; of a figure without a unit six other prefixes as well. */
  const units = 4;
  const prefixes = 6;

  test.each([
    ["15.38 GB", 2, units + 2 * units + 2],
    ["15.38 GB", 1, units + 2 * units],
    ["15.38 GB", 0, units],
    ["15 GB", 2, units + 2 * 2 + 2],
    ["15.38", 2, 3 * (units + prefixes) + 2],
    ["15", 2, units + prefixes + 2 * 2 + 2],
  ] as const)(
    "for %s, up to %i counted differently, thinks of unlikely units only besides few of those",
    (printed, most, sets) => {
      expect(searched(printed, space, { most }).examined).toBe(2 * sets);
    },
  );

  test("takes the one thing that explains a figure before two that would", () => {
    const { hypotheses } = searched(
      "15.000 GB",
      product(GB, factor("a", 1, 3, 15), factor("b", 1, 5)),
    );
    expect(hypotheses.map(taken)).toEqual([["a 15"], ["a 3", "b 5"]]);
  });

  test("finds what two things counted differently explain, every pair of them", () => {
    const finding = audited("264.2412 GB", { model: "llama-3.1-405b", tokens: "16k" });
    expect(counted(finding)).toEqual(["kv-heads+element", "kv-heads+vectors", "kv-heads+batch"]);
    for (const { departures, bytes } of finding.hypotheses.slice(0, 3)) {
      expect(departures[0]!.used).toMatch(/^128 /);
      expect(bytes).toBe(32n * 126n * 8n * 2n * 128n * 2n * 16_000n);
    }
  });

  test("thinks of pairs only as rounded to the nearest", () => {
    const cut = product(GB, factor("a", 1, 3), factor("b", 1, ratio(5139, 1000)));
    expect(searched("15.42 GB", cut).hypotheses.map(taken)).toEqual([["a 3", "b 5139/1000"]]);
    expect(searched("15.41 GB", cut).hypotheses).toEqual([]);
  });

  test("says the likeliest way in which the last digit came about, and no other", () => {
    expect(searched("15.3 GB", product(15.38 * GB)).hypotheses).toMatchObject([
      { printsAs: "15.3", departures: [{ id: "digits", used: "cut off", weight: 60 }] },
    ]);
    expect(searched("15.3 GB", product(15.22 * GB)).hypotheses).toMatchObject([
      { printsAs: "15.3", departures: [{ id: "digits", used: "rounded up", weight: 60 }] },
    ]);
    expect(searched("15.3 GB", product(15.42 * GB)).hypotheses).toMatchObject([
      {
        printsAs: "15.4",
        departures: [{ id: "digits", used: "within 1.25 %, not to the digit", weight: 70 }],
      },
    ]);
  });

  test("takes values on both ends of what prints the digits, and none beside", () => {
    for (const [bytes, found] of [
      [15_374_999_999, 0],
      [15_375_000_000, 1],
      [15_385_000_000, 1],
      [15_385_000_001, 0],
    ] as const) {
      const nearest = searched("15.38 GB", product(bytes)).hypotheses.filter(
        ({ departures }) => departures.length === 0,
      );
      expect(nearest).toHaveLength(found);
    }
  });

  test.each([100, -100])("of %i over nothing finds no match, and does not fail", (over) => {
    const by = factor("by", 4, 0, 5);
    const amount: Space["amount"] = (maths, chosen) =>
      maths.over(maths.of(over), maths.of(chosen.by as number));
    const { hypotheses, stated } = searched("20x", { assumptions: [by], amount, bytes: amount });
    expect(hypotheses.map(taken)).toEqual(over > 0 ? [["by 5"]] : []);
    expect(stated).toEqual(ratio(over, 4));
  });
});

describe("how many matches are to be expected by accident", () => {
  const space = product(1, factor("a", 1, 3), factor("b", 1, 5, 7), reading("r", 1, ratio(11, 10)));
  const width = Math.log(3.305 / 3.295) / (2 * Math.LN10);

  test("counts the amounts within a factor of ten that need as much counted differently", () => {
    const one = searched("3.30x", space);
    expect(one.hypotheses.map(taken)).toEqual([["a 3", "r 11/10"]]);
    expect(one.chance).toBeCloseTo(8 * width, 6);
    expect(searched("3.30x", space, { most: 1 }).chance).toBe(one.chance);
    expect(searched("3.30x", product(3.3 * 10, factor("by", ratio(1, 10), 1))).chance).toBeCloseTo(
      width,
      6,
    );
  });

  test("counts all that were looked through where none matches", () => {
    const none = (most: 0 | 1 | 2) => {
      const found = searched("3.40x", space, { most });
      expect(found.hypotheses).toEqual([]);
      return found.chance / (Math.log(3.405 / 3.395) / (2 * Math.LN10));
    };
    expect(none(0)).toBeCloseTo(2, 4);
    expect(none(1)).toBeCloseTo(8, 4);
    expect(none(2)).toBeCloseTo(12, 4);
  });

  test("is none for a figure of nothing", () => {
    expect(searched("0x", space).chance).toBe(0);
  });
});
