import { describe, expect, test } from "vitest";
import { readNumeral } from "../../../src/lib/quantity/numeral.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

describe("digits with commas and points", () => {
  test.each([
    ["1234", ratio(1234), 0],
    ["1,234", ratio(1234), 0],
    ["1.234", ratio(1234, 1000), 3],
    ["1.234.567", ratio(1_234_567), 0],
    ["1,234.5", ratio(12_345, 10), 1],
    ["1.234,5", ratio(12_345, 10), 1],
    ["12,345,678.25", ratio(1_234_567_825, 100), 2],
    ["0,984", ratio(984, 1000), 3],
    ["12,34", ratio(1234, 100), 2],
    ["1_234'567", ratio(1_234_567), 0],
    [" 16 384 ", ratio(16_384), 0],
  ])("%s are read", (text, value, decimals) => {
    expect(readNumeral(text)).toEqual({ value, decimals });
  });

  test.each([
    "12,34.5",
    "1,2,3",
    "1,234,56",
    "1,234.5.6",
    "1.234,",
    "1,234.",
    "1.2.3",
    "0,123,456",
  ])("%s are no number", (text) => {
    expect(readNumeral(text)).toBe("its commas and points do not make one number");
  });

  test.each(["", "x1", "1x", ",5", "-1"])("%j is not one to begin with", (text) => {
    expect(readNumeral(text)).toBe("it does not start with a plain number");
  });
});

test("forty digits are read and one more is not", () => {
  expect(readNumeral("9".repeat(40))).toEqual({ value: ratio(10n ** 40n - 1n), decimals: 0 });
  expect(readNumeral("9".repeat(41))).toBe("it has more than 40 digits");
});
