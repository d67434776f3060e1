import { describe, expect, test } from "vitest";
import { type ByteUnit, bytesPer, fittingUnit, inUnit } from "../../../src/lib/quantity/bytes.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const binary: ByteUnit[] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const decimal: ByteUnit[] = ["B", "kB", "MB", "GB", "TB", "PB"];

describe("the unit that fits an amount", () => {
  test.each([
    ["binary", 1024n, binary],
    ["decimal", 1000n, decimal],
  ] as const)("is, in the %s system, the largest of which there is one", (system, step, units) => {
    for (const [power, unit] of units.entries()) {
      const one = step ** BigInt(power);
      expect(bytesPer[unit]).toBe(one);
      expect(fittingUnit(one, system)).toBe(unit);
      expect(fittingUnit(one * step - 1n, system)).toBe(unit);
    }
  });

  test("is the byte where there is nothing", () => {
    expect(fittingUnit(0n, "binary")).toBe("B");
    expect(fittingUnit(0n, "decimal")).toBe("B");
  });
});

test("a part of a byte is put in a unit exactly", () => {
  expect(inUnit(ratio(17, 16), "KiB")).toEqual(ratio(17, 16_384));
  expect(inUnit(1_500_000_000n, "GB")).toEqual(ratio(3, 2));
});
