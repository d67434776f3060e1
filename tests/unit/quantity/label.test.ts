import { describe, expect, test } from "vitest";
import { readLabel } from "../../../src/lib/quantity/label.ts";

describe("what stands after the digits", () => {
  test.each([
    ["", "none", 1n],
    ["/token", "none", 1n],
    ["k", "none", 1_000n],
    ["K", "none", 1_000n],
    ["Ki", "none", 1_024n],
    ["million", "none", 1_000_000n],
    ["tokens", "tokens", 1n],
    ["-tokens", "tokens", 1n],
    ["k tokens", "tokens", 1_000n],
    ["k-tokens", "tokens", 1_000n],
    ["ktoks", "tokens", 1_000n],
    ["Ki Tokens", "tokens", 1_024n],
    ["k – tokens", "tokens", 1_000n],
    ["Billion Parameters", "numbers", 1_000_000_000n],
    ["M params", "numbers", 1_000_000n],
    ["blocks", "count", 1n],
    ["BLOCKS", "count", 1n],
    ["k blocks", "count", 1_000n],
    ["GPUs", "count", 1n],
    ["X", "ratio", 1n],
    ["-fold", "ratio", 1n],
    ["Per cent", "percent", 1n],
  ] as const)("%j", (label, kind, scale) => {
    expect(readLabel(label)).toEqual({ kind, scale });
  });

  test.each([
    ["GB", "GB"],
    ["Gibibytes", "GiB"],
    ["g", "GB"],
  ])("%s is bytes, of one thing where the label says so", (label, unit) => {
    const bytes = { kind: "bytes", unit, scale: 1n };
    expect(readLabel(label)).toStrictEqual(bytes);
    expect(readLabel(`${label} / token`)).toStrictEqual({ ...bytes, per: "token" });
    expect(readLabel(`${label} per tok`)).toStrictEqual({ ...bytes, per: "token" });
    expect(readLabel(` ${label}/GPU`)).toStrictEqual({ ...bytes, per: "device" });
    expect(readLabel(`${label} per device`)).toStrictEqual({ ...bytes, per: "device" });
  });

  test("a word that is no unit is quoted, a long one only by its beginning", () => {
    const known = "is not a unit known here (GB, GiB, %, x, tokens, floats, GPUs)";
    expect(readLabel("parsecs")).toBe(`“parsecs” ${known}`);
    expect(readLabel("furlongs per fortnight")).toBe(`“furlongs per fortnig” ${known}`);
    expect(readLabel("k parsecs")).toBe(`“k parsecs” ${known}`);
    expect(readLabel("k tokens\nor so")).toBe(`“k tokens\nor so” ${known}`);
  });
});
