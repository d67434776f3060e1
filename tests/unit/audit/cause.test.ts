import { describe, expect, test } from "vitest";
import { causeOf } from "../../../src/lib/audit/cause.ts";
import type { Departure } from "../../../src/lib/audit/departure.ts";
import type { Hypothesis } from "../../../src/lib/audit/hypothesis.ts";
import type { Verdict } from "../../../src/lib/audit/verdict.ts";
import { audited } from "./kit.ts";

const departure = (id: string, more: Partial<Departure> = {}): Departure => ({
  id,
  assumption: `the ${id}`,
  reading: false,
  stated: "one thing",
  used: "another",
  ...more,
});
const reading = (id: string) => departure(id, { reading: true });
const found = (...departures: Departure[]): Hypothesis => ({
  departures,
  bytes: 1n,
  unit: "GB",
  printsAs: "1",
});
const cause = (hypotheses: Hypothesis[], verdict: Verdict = "diverges-with-a-cause") =>
  causeOf({ verdict, hypotheses, ties: [], examined: 0, chance: 0 });

describe("what a figure comes down to", () => {
  test.each([
    ["kv-heads", "counted", "the kv-heads"],
    ["unit", "label", "the unit"],
    ["kilo", "label", "the kilo"],
    ["parameters", "label", "the parameters"],
    ["k", "label", "meaning of k"],
    ["digits", "rounding", "the digits"],
    ["early-rounding", "rounding", "the early-rounding"],
    ["whole", "rounding", "what does not fit whole"],
    ["basis", "elsewhere", "starting point"],
    ["beside", "elsewhere", "the beside"],
    ["model", "elsewhere", "the model"],
  ])("is of the family of %s: %s", (id, family, label) => {
    const lead = found(departure(id));
    expect(cause([lead])).toEqual({ id, label, family, lead, tied: [] });
  });

  test("is the same of the model it is compared with", () => {
    expect(cause([found(departure("against.k"))])).toMatchObject({ id: "k", family: "label" });
    expect(cause([found(departure("not-against.k"))])).toMatchObject({ id: "not-against.k" });
  });

  test("is what was counted before how a label is read, and of that the heaviest", () => {
    const counted = [
      departure("element"),
      departure("batch", { weight: 130 }),
      departure("layers"),
    ];
    expect(cause([found(reading("unit"), ...counted)]).id).toBe("batch");
    expect(cause([found(reading("unit"), departure("element"))]).id).toBe("element");
  });

  test("is the unit before any other reading, and else the first", () => {
    expect(cause([found(reading("k"), reading("unit"))]).id).toBe("unit");
    expect(cause([found(reading("k"), reading("parameters"))]).id).toBe("k");
  });

  test("keeps explanations that are as good, and no others", () => {
    const [lead, as] = [found(departure("kv-heads")), found(departure("batch"))];
    const worse = found(departure("kv-heads"), departure("batch"));
    expect(cause([lead, as, worse])).toMatchObject({ lead, tied: [as] });
  });

  test("is nothing where nothing departs", () => {
    const lead = found();
    expect(cause([lead], "agrees")).toEqual({
      id: "none",
      label: "nothing departs",
      family: "none",
      lead,
      tied: [],
    });
  });

  test("is not known where nothing explains it, or only an accident would", () => {
    const unknown = { id: "unknown", label: "no cause known", family: "unknown", tied: [] };
    expect(cause([])).toEqual(unknown);
    expect(cause([found(departure("batch"))], "diverges-cause-unknown")).toEqual(unknown);
  });

  test("is not looked for where no formula is stated", () => {
    expect(causeOf(audited("60 GB", { model: "llama-3.1-8b" }, { quantity: "training" }))).toEqual({
      id: "no-formula",
      label: "no formula stated",
      family: "unknown",
      tied: [],
    });
  });

  test("of a figure printed in GiB under GB is its unit", () => {
    expect(causeOf(audited("1.95 GB", { model: "llama-3.1-8b", tokens: "16k" }))).toMatchObject({
      id: "unit",
      family: "label",
    });
  });
});
