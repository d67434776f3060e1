import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellAssumptions, cellBytes, cellCompute } from "../../../src/lib/audit/cache-cell.ts";
import {
  type Assumption,
  best,
  departureTo,
  explain,
  printLike,
  printsSame,
} from "../../../src/lib/audit/hypothesis.ts";
import { verdict } from "../../../src/lib/audit/verdict.ts";
import { nominalParameters } from "../../../src/lib/audit/weights-cell.ts";
import { inUnit } from "../../../src/lib/quantity/bytes.ts";
import { parseFigure } from "../../../src/lib/quantity/figure.ts";
import { decimals } from "../../../src/lib/quantity/print.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const shape = { num_hidden_layers: 126, num_attention_heads: 128, head_dim: 128 };
const stated = { kvHeads: 8, element: "fp16", batch: 1, kilo: 1000, unit: "GB" } as const;

test("sixteen heads, four bytes and two sequences are the same bytes, and are said to tie", () => {
  const hypotheses = explain(
    parseFigure("15.38")!,
    cellAssumptions(shape, 8, stated),
    cellCompute(shape, "16k"),
  );
  const tied = best(hypotheses);
  expect(new Set(tied.map(({ bytes }) => bytes)).size).toBe(1);
  expect(tied.map(({ departures }) => departures[0]?.used).sort()).toEqual([
    "16 KV heads",
    "2 sequences",
    "FP32",
  ]);
  expect(verdict(hypotheses)).toBe("diverges-with-a-cause");
});

test("what nothing reproduces is said to have no known cause", () => {
  const hypotheses = explain(
    parseFigure("77.77 GB")!,
    cellAssumptions(shape, 8, stated),
    cellCompute(shape, "16k"),
  );
  expect(hypotheses).toEqual([]);
  expect(verdict(hypotheses)).toBe("diverges-cause-unknown");
});

test("a figure printed under any set of assumptions is explained by that set or a plainer one", () => {
  const assumptions = cellAssumptions(shape, 8, stated);
  const picks = fc.tuple(...assumptions.map(({ choices }) => fc.constantFrom(...choices)));
  fc.assert(
    fc.property(picks, fc.constantFrom("1k", "16k", "128k"), (chosen, tokens) => {
      const set = Object.fromEntries(assumptions.map(({ id }, i) => [id, chosen[i]!.value]));
      const { bytes, unit } = cellCompute(shape, tokens)(set);
      const figure = parseFigure(`${decimals(inUnit(bytes, unit), 3)} GB`)!;
      const hypotheses = explain(figure, assumptions, cellCompute(shape, tokens));
      expect(hypotheses.some((one) => one.bytes === bytes && one.unit === unit)).toBe(true);
      for (const one of hypotheses) expect(printsSame(one.bytes, one.unit, figure)).toBe(true);
    }),
  );
});

test("a label that names no tokens is an error, as is a name that is no count", () => {
  expect(() => cellBytes(shape, "many", stated)).toThrow("many is not a token count");
  expect(() => nominalParameters("large")).toThrow("large");
  expect(nominalParameters("1.5B")).toBe(1_500_000_000n);
});

describe("the digits that a figure's formula prints", () => {
  const printed = (thousandths: number, figure: string, ...how: ["up" | "down"] | []) =>
    printLike(ratio(thousandths, 1000), parseFigure(figure)!, ...how);

  test("are cut off or rounded up where it is told so, else to the nearest", () => {
    expect(printed(15_389, "15.38 GB", "down")).toBe("15.38");
    expect(printed(15_389, "15.38 GB")).toBe("15.39");
    expect(printed(15_371, "15.38 GB", "up")).toBe("15.38");
    expect(printed(15_371, "15.38 GB")).toBe("15.37");
  });

  test("go at a tie as the figure went, which may be to even", () => {
    expect(printed(15_625, "15.62 GB")).toBe("15.62");
    expect(printed(15_625, "15.63 GB")).toBe("15.63");
    expect(printed(15_635, "15.64 GB")).toBe("15.64");
    expect(printed(15_625, "20.00 GB")).toBe("15.63");
  });
});

describe("an amount in bytes", () => {
  const found = (bytes: bigint) =>
    explain(parseFigure("15.38 GB")!, [], () => ({ bytes, unit: "GB" }));

  test("explains a figure up to both ends of what prints its digits, and not a byte beyond", () => {
    expect(found(15_374_999_999n)).toEqual([]);
    expect(found(15_375_000_000n)).toMatchObject([{ departures: [], printsAs: "15.38" }]);
    expect(found(15_385_000_000n)).toMatchObject([{ departures: [], unit: "GB" }]);
    expect(found(15_385_000_001n)).toEqual([]);
  });
});

describe("a departure", () => {
  const plain = { value: 1, label: "one" };
  const usual = { value: 2, label: "two" };
  const unusual = { value: 3, label: "three", weight: 130 };
  const assumption: Assumption = {
    id: "heads",
    name: "KV heads",
    reading: false,
    choices: [plain, usual, unusual],
  };
  const departure = {
    id: "heads",
    assumption: "KV heads",
    reading: false,
    stated: "one",
    used: "two",
  };

  test("says what was stated and what was used, with a weight only where it has its own", () => {
    expect(departureTo(assumption, usual)).toStrictEqual(departure);
    expect(departureTo(assumption, unusual)).toStrictEqual({
      ...departure,
      used: "three",
      weight: 130,
    });
  });
});

test("the best of no explanations are none", () => {
  expect(best([])).toEqual([]);
});
