import { describe, expect, test } from "vitest";
import { type UnitReading, unitChoices } from "../../../src/lib/audit/units.ts";
import { type ByteUnit, bytesPer } from "../../../src/lib/quantity/bytes.ts";
import { parseFigure } from "../../../src/lib/quantity/figure.ts";

const choices = (printed: string, assumed?: ByteUnit) =>
  unitChoices(parseFigure(printed)!, assumed).choices;
const labels = (printed: string, assumed?: ByteUnit) =>
  choices(printed, assumed).map(({ label }) => label);
const reading = ({ value }: { readonly value: unknown }) => value as UnitReading;
const prefixed = Object.keys(bytesPer).filter((unit) => unit !== "B") as ByteUnit[];
const mixed = (steps: string) => `${steps} bytes, both meanings mixed`;

describe("a printed unit", () => {
  test("is how a label is read", () => {
    expect(unitChoices(parseFigure("5 GB")!)).toMatchObject({
      id: "unit",
      name: "unit",
      reading: true,
    });
  });

  test.each<[string, string[]]>([
    ["5 B", ["B"]],
    ["5 KiB", ["KiB", "kB"]],
    ["5 MiB", ["MiB", "MB", mixed("1,024 × 1,000")]],
    ["5 GB", ["GB", "GiB", mixed("1,024 × 1,000^2"), mixed("1,024^2 × 1,000")]],
    [
      "5 TB",
      ["TB", "TiB", mixed("1,024 × 1,000^3"), mixed("1,024^2 × 1,000^2"), mixed("1,024^3 × 1,000")],
    ],
  ])("%s is what it says, else the other system's, else both mixed", (printed, expected) => {
    expect(labels(printed)).toEqual(expected);
  });

  test("mixed is the product it is said to be, between its two meanings", () => {
    for (const unit of prefixed) {
      const [own, other, ...mixtures] = choices(`5 ${unit}`).map((choice) => ({
        ...choice,
        ...reading(choice),
      }));
      const [small, large] = [own!.bytes, other!.bytes].sort((a, b) => (a < b ? -1 : 1));
      for (const { label, bytes, unit: printsAs } of mixtures) {
        const factors = label
          .replace(/ bytes.*/, "")
          .replaceAll(",", "")
          .split(" × ");
        const product = factors
          .map((factor) => factor.split("^").map(BigInt))
          .reduce((all, [base, power = 1n]) => all * base! ** power, 1n);
        expect(bytes).toBe(product);
        expect(bytes > small! && bytes < large!).toBe(true);
        expect(printsAs).toBe(unit);
      }
    }
  });

  test("costs more to mix than to read in the other system", () => {
    const weights = (printed: string) => choices(printed).map(({ weight }) => weight);
    expect(weights("5 GB")).toEqual([undefined, 1, 3, 3]);
  });
});

describe("a unit that is not printed", () => {
  test("is GB unless told, and then any other prefix", () => {
    expect(labels("5")).toEqual([
      "GB, as none is printed",
      "GiB",
      mixed("1,024 × 1,000^2"),
      mixed("1,024^2 × 1,000"),
      "kB",
      "KiB",
      "MB",
      "MiB",
      "TB",
      "TiB",
    ]);
    expect(labels("5", "MiB")).toEqual([
      "MiB, as none is printed",
      "MB",
      mixed("1,024 × 1,000"),
      "kB",
      "KiB",
      "GB",
      "GiB",
      "TB",
      "TiB",
    ]);
  });

  test("is each unit once, the unlikely ones at most cost", () => {
    for (const unit of prefixed) {
      const all = choices("5", unit).map((choice) => ({ ...choice, ...reading(choice) }));
      expect(all[0]).toMatchObject({ unit, bytes: bytesPer[unit] });
      expect(new Set(all.map(({ bytes }) => bytes)).size).toBe(all.length);
      const prefixes = all.filter(({ weight }) => weight === 5);
      expect(prefixes.length).toBeGreaterThanOrEqual(6);
      for (const { label, unit: printsAs, bytes } of prefixes) {
        expect(printsAs).toBe(label);
        expect(bytes).toBe(bytesPer[printsAs]);
      }
    }
  });
});
