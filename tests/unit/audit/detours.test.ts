import { describe, expect, test } from "vitest";
import { withoutDetours } from "../../../src/lib/audit/detours.ts";
import type { Hypothesis } from "../../../src/lib/audit/hypothesis.ts";
import { ties } from "../../../src/lib/audit/ties.ts";

/** A hypothesis by what it departs in; a capital letter is only read differently. */
const found = (steps: string, more: Partial<Hypothesis> = {}): Hypothesis => ({
  departures: [...steps].map((id) => ({
    id,
    assumption: `the ${id}`,
    reading: id !== id.toLowerCase(),
    stated: "one thing",
    used: "another",
  })),
  bytes: 12_345n,
  unit: "GB",
  printsAs: "1",
  ...more,
});
const steps = (hypotheses: readonly Hypothesis[]) =>
  hypotheses.map(({ departures }) => departures.map(({ id }) => id).join(""));

describe("a detour", () => {
  test("does all that another does, and more", () => {
    expect(steps(withoutDetours([found("ab"), found("a"), found("bc")]))).toEqual(["a", "bc"]);
    expect(steps(withoutDetours([found("ab"), found("bc")]))).toEqual(["ab", "bc"]);
    expect(steps(withoutDetours([found("b"), found("a")]))).toEqual(["b", "a"]);
    expect(steps(withoutDetours([found("ab"), found("c")]))).toEqual(["ab", "c"]);
    expect(steps(withoutDetours(["abc", "d", "ef", "fd"].map((id) => found(id))))).toEqual([
      "abc",
      "d",
      "ef",
    ]);
    expect(steps(withoutDetours([found("a"), found("")]))).toEqual([""]);
  });

  test("is none where only it makes the digits the whole value", () => {
    const round = { round: true };
    expect(steps(withoutDetours([found("a"), found("ab", round)]))).toEqual(["a", "ab"]);
    expect(steps(withoutDetours([found("a", round), found("ab", round)]))).toEqual(["a"]);
    expect(steps(withoutDetours([found("a", round), found("ab")]))).toEqual(["a"]);
  });

  test("is none where the same thing is taken as another", () => {
    const [one] = found("a").departures;
    const other = { ...found(""), departures: [{ ...one!, used: "a third" }] };
    expect(withoutDetours([found("a"), other])).toHaveLength(2);
  });
});

describe("explanations that tie", () => {
  test("are those with the same bytes, and say what they multiply", () => {
    const [doubled, tripled, other] = [found("a"), found("b"), found("c", { bytes: 5n })];
    expect(ties([doubled, tripled, other])).toEqual([
      {
        bytes: 12_345n,
        members: [doubled, tripled],
        why: "The formula multiplies the a, the b: changed one at a time, each gives the same 12,345 bytes, so no printed digit can tell them apart.",
      },
      { bytes: 5n, members: [other], why: "" },
    ]);
  });

  test("are told apart by values of the same bytes", () => {
    const value = (n: bigint) => ({ value: { n, d: 3n } });
    expect(ties([found("a", value(1n)), found("b", value(2n))])).toHaveLength(2);
  });

  test("are the same where one thing is counted, or labels alone are read", () => {
    const why = "They are the same 12,345 bytes, so no printed digit can tell them apart.";
    expect(ties([found("A"), found("B")])[0]!.why).toBe(why);
    expect(ties([found("a"), found("a")])[0]!.why).toBe(why);
  });
});
