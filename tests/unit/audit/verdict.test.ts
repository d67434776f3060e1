import { describe, expect, test } from "vitest";
import type { Departure } from "../../../src/lib/audit/departure.ts";
import type { Hypothesis } from "../../../src/lib/audit/hypothesis.ts";
import { verdict } from "../../../src/lib/audit/verdict.ts";
import { audited } from "./kit.ts";

const departure = (id: string, reading: boolean): Departure => ({
  id,
  assumption: id,
  reading,
  stated: "one thing",
  used: "another",
});
const found = (...departures: Departure[]): Hypothesis[] => [
  { departures, bytes: 1n, unit: "GB", printsAs: "1" },
];

describe("a verdict is what the best explanation amounts to", () => {
  test.each([
    ["agrees", found()],
    ["agrees", found(departure("parameters", true))],
    ["agrees", found(departure("digits", true))],
    ["agrees-in-another-unit", found(departure("unit", true))],
    ["agrees-in-another-unit", found(departure("k", true), departure("unit", true))],
    ["agrees-under-another-k", found(departure("k", true))],
    ["agrees-under-another-k", found(departure("kilo", true))],
    ["agrees-under-another-k", found(departure("parameters", true), departure("kilo", true))],
    ["diverges-with-a-cause", found(departure("kv-heads", false), departure("unit", true))],
    ["diverges-cause-unknown", []],
  ] as const)("%s", (expected, hypotheses) => {
    expect(verdict(hypotheses)).toBe(expected);
  });

  test("two departures are a cause only where accidents are unlikely", () => {
    const two = found(departure("kv-heads", false), departure("element", false));
    expect(verdict(two, 0.01)).toBe("diverges-with-a-cause");
    expect(verdict(two, 0.5)).toBe("diverges-with-a-cause");
    expect(verdict(two, 0.501)).toBe("diverges-cause-unknown");
    expect(verdict(two, 3)).toBe("diverges-cause-unknown");
    expect(verdict(found(departure("kv-heads", false)), 3)).toBe("diverges-with-a-cause");
  });

  test("where no formula is stated nothing is searched", () => {
    const finding = audited("60 GB", { model: "llama-3.1-8b" }, { quantity: "training" });
    expect(finding).toMatchObject({ verdict: "no-formula-stated", hypotheses: [], examined: 0 });
  });

  test("the same bytes, one team, two figures", () => {
    const bytes = { model: "opt-13b", tokens: "2,048", element: "fp16" };
    const paper = audited("1.6 GB", bytes, { loosely: "about" });
    const blog = audited("1.7GB", bytes, { loosely: "about" });
    expect(paper.bytes).toBe(blog.bytes);
    expect([paper.verdict, blog.verdict]).toEqual(["agrees-in-another-unit", "agrees"]);
  });

  test("a short figure that one unit prints exactly and another rounds to is a declared tie", () => {
    const { ties, verdict } = audited("2 GB", { model: "llama-2-7b", tokens: "4,096" });
    expect(verdict).toBe("agrees");
    expect(ties.map(({ members }) => members[0]!.departures.map(({ used }) => used))).toEqual([
      [],
      ["GiB"],
    ]);
  });
});
