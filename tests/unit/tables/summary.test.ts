import { describe, expect, test } from "vitest";
import type { Departure } from "../../../src/lib/audit/hypothesis.ts";
import type { Verdict } from "../../../src/lib/audit/verdict.ts";
import { type ExplainedCell, summarise } from "../../../src/lib/tables/explain-table.ts";

const departure = (id: string, used: string, more: Partial<Departure> = {}): Departure => ({
  id,
  assumption: id,
  reading: false,
  stated: "as printed",
  used,
  ...more,
});
const heads = departure("kv-heads", "16 (as if cut for tensor parallelism)");
const twoBatches = departure("batch", "2");
const wide = departure("element", "4 bytes (FP32)");
const layers = departure("layers", "every layer, taken as alike", { assumption: "layers" });
const unit = departure("unit", "GiB", { reading: true, stated: "GB, as none is printed" });
const kilo = departure("k", "1,024: 16,384 tokens", { reading: true });
const digits = departure("digits", "cut off", { reading: true });

type Best = readonly (readonly Departure[])[];

const cell = (
  row: number,
  column: number,
  verdict: Verdict | undefined,
  best: Best,
): ExplainedCell => ({
  row,
  column,
  rowLabel: "ABC"[row] ?? "",
  columnLabel: ["8k", "16k", "32k"][column]!,
  printed: "1 GB",
  question: { figure: "1 GB" },
  verdict,
  best: best.map((departures) => ({ departures })),
  computed: "",
});
const agreeing = (row: number, column: number, ...readings: Departure[]) =>
  cell(row, column, readings.length > 0 ? "agrees-in-another-unit" : "agrees", [readings]);
const diverging = (row: number, column: number, ...best: Best) =>
  cell(row, column, "diverges-with-a-cause", best);

describe("the summary of a table that agrees", () => {
  test("says so of one figure and of all", () => {
    expect(summarise([agreeing(0, 0)])).toEqual([
      "Its one figure agrees with the formula, read so.",
    ]);
    expect(summarise([agreeing(0, 0), agreeing(0, 1)])).toEqual([
      "All 2 figures agree with the formula, read so.",
    ]);
  });

  test("says under which reading", () => {
    expect(summarise([agreeing(0, 0, unit), agreeing(1, 1, unit)])).toEqual([
      "All 2 figures are in GiB under the label GB.",
      "All 2 figures agree with the formula, read so.",
    ]);
    expect(summarise([agreeing(0, 0, unit), agreeing(0, 1), agreeing(1, 1)])[0]).toBe(
      "1 of 3 figures is in GiB under the label GB.",
    );
    expect(summarise([agreeing(0, 0, kilo), agreeing(1, 1, kilo), agreeing(2, 1)])[0]).toBe(
      "2 of 3 figures take k as 1,024.",
    );
    expect(summarise([agreeing(0, 0, kilo), agreeing(1, 0, kilo), agreeing(2, 1)])[0]).toBe(
      "The 8k column takes k as 1,024.",
    );
    expect(summarise([agreeing(0, 0, kilo)])[0]).toBe("Its one figure takes k as 1,024.");
  });

  test("says two readings at most, each of another kind, the commonest first", () => {
    const third = departure("window", "all tokens", { reading: true });
    const mebi = { ...unit, used: "MiB" };
    const units = [agreeing(0, 0, unit), agreeing(1, 1, unit), agreeing(2, 0, mebi)];
    expect(summarise([...units, agreeing(2, 2, mebi), agreeing(0, 1, kilo)]).slice(0, 2)).toEqual([
      "2 of 5 figures are in GiB under the label GB.",
      "The A row takes k as 1,024.",
    ]);
    const said = summarise([
      agreeing(0, 0, kilo, third),
      agreeing(0, 1, unit, kilo, digits),
      agreeing(1, 1, unit, digits),
      agreeing(2, 0, unit, digits),
      agreeing(2, 2, mebi, digits),
    ]);
    expect(said).toEqual([
      "3 of 5 figures are in GiB under the label GB.",
      "The A row takes k as 1,024.",
      "All 5 figures agree with the formula, read so.",
    ]);
  });
});

describe("the cause of what diverges", () => {
  test("is told of its row, and of how much of it", () => {
    expect(
      summarise([
        diverging(0, 0, [heads]),
        diverging(0, 1, [heads]),
        agreeing(0, 2),
        agreeing(1, 0),
      ]),
    ).toEqual([
      "The A row is printed with 16 KV heads: 2 of its 3 figures come out so.",
      "2 of 4 figures agree with the formula, however their labels are read.",
    ]);
  });

  test("is told of one figure among others of its row", () => {
    expect(summarise([diverging(0, 0, [heads]), agreeing(0, 1), agreeing(1, 0)])[0]).toBe(
      "The A row is printed with 16 KV heads: 1 of its 2 figures comes out so.",
    );
  });

  test("is told of its column, and of how much of it", () => {
    const cells = [
      diverging(0, 1, [wide]),
      diverging(1, 1, [wide]),
      agreeing(2, 1),
      agreeing(0, 0),
    ];
    expect(summarise(cells)[0]).toBe(
      "The 16k column is printed with 4 bytes per element: 2 of its 3 figures come out so.",
    );
  });

  test("is told of figures here and there", () => {
    const scattered = [
      diverging(0, 0, [twoBatches]),
      diverging(1, 1, [twoBatches]),
      agreeing(2, 1),
    ];
    expect(summarise(scattered)[0]).toBe("2 of 3 figures are printed with 2 sequences.");
    expect(summarise([diverging(0, 0, [layers])])).toEqual([
      "Its one figure is printed with layers: every layer.",
      "Its one figure does not agree with the formula, however its label is read.",
    ]);
    expect(summarise([diverging(0, 0, [wide]), diverging(0, 1, [wide])])[0]).toBe(
      "All 2 figures are printed with 4 bytes per element.",
    );
  });

  test("is told of a row without a label by its number, and of rows of one label together", () => {
    expect(summarise([diverging(4, 0, [heads]), agreeing(0, 0)])[0]).toBe(
      "Row 5 is printed with 16 KV heads: its one figure comes out so.",
    );
    expect(summarise([diverging(4, 0, [heads]), diverging(5, 1, [heads]), agreeing(6, 0)])[0]).toBe(
      "2 of 3 figures are printed with 16 KV heads.",
    );
    expect(summarise([diverging(4, 0, [heads]), agreeing(4, 1), agreeing(5, 0)])[0]).toBe(
      "Row 5 is printed with 16 KV heads: 1 of its 2 figures comes out so.",
    );
    const again = { ...diverging(1, 0, [heads]), rowLabel: "A" };
    expect(summarise([diverging(0, 0, [heads]), again, agreeing(2, 0)])[0]).toBe(
      "The A row is printed with 16 KV heads: 2 of its 2 figures come out so.",
    );
  });

  test("is what most figures share, once for each of them", () => {
    const said = summarise([
      diverging(0, 0, [twoBatches, wide]),
      diverging(1, 1, [wide], [wide, layers]),
      diverging(2, 0, [wide]),
      agreeing(2, 1),
    ]);
    expect(said[0]).toBe("3 of 4 figures are printed with 4 bytes per element.");
    expect(said).toHaveLength(2);
  });

  test("names what would give the same digits", () => {
    const both = [[wide], [twoBatches]];
    const other = diverging(1, 0, [layers]);
    expect(summarise([diverging(0, 0, ...both), diverging(0, 1, ...both), other])[1]).toBe(
      "The same digits come of 2 sequences.",
    );
    const vectors = departure("vectors", "counted: the factor 2 doubled");
    const all = [[wide], [twoBatches], [vectors]];
    expect(summarise([diverging(0, 0, ...all), agreeing(1, 0)])[1]).toBe(
      "The same digits come of 2 sequences or the factor 2 doubled.",
    );
  });

  test("does not count as the same what holds for other figures or for fewer", () => {
    const said = summarise([
      diverging(0, 0, [wide], [twoBatches]),
      diverging(0, 1, [wide], [layers]),
      diverging(1, 0, [twoBatches], [layers]),
      diverging(1, 1, [wide]),
    ]);
    expect(said).toEqual([
      "3 of 4 figures are printed with 4 bytes per element.",
      "0 of 4 figures agree with the formula, however their labels are read.",
    ]);
    const crossed = [
      diverging(0, 0, [wide], [twoBatches]),
      diverging(0, 1, [wide]),
      diverging(1, 0, [twoBatches]),
    ];
    expect(summarise(crossed)).toHaveLength(2);
  });

  test("is the model's own before what holds for a whole table, where other figures come out without", () => {
    const both = [[wide], [heads], [layers]];
    expect(
      summarise([diverging(0, 0, ...both), agreeing(1, 0, unit), agreeing(2, 0)]).slice(0, 2),
    ).toEqual([
      "The A row is printed with 16 KV heads: its one figure comes out so.",
      "4 bytes per element would give the same digits, but to a whole table, and 2 other figures come out without.",
    ]);
    const doubled = departure("doubling", "once more", { assumption: "the factor 2" });
    expect(summarise([diverging(0, 0, [doubled], [heads]), agreeing(1, 0)])[1]).toBe(
      "The factor 2: once more would give the same digits, but to a whole table, and one other figure comes out without.",
    );
  });

  test("is one of several where no other figure tells them apart", () => {
    const both = [[heads], [wide]];
    expect(summarise([diverging(0, 0, ...both), diverging(1, 0, [twoBatches])])[1]).toBe(
      "The same digits come of 4 bytes per element.",
    );
    expect(summarise([diverging(0, 0, [heads], [layers]), agreeing(1, 0)])[1]).toBe(
      "The same digits come of layers: every layer.",
    );
    expect(summarise([diverging(0, 0, [heads]), agreeing(1, 0)])).toHaveLength(2);
  });
});

describe("figures without an explanation", () => {
  const unknown = (row: number, column: number) => cell(row, column, "diverges-cause-unknown", []);

  test("are counted as such", () => {
    expect(summarise([unknown(0, 0), unknown(1, 0), agreeing(2, 0)])).toEqual([
      "1 of 3 figures agrees with the formula, however their labels are read.",
      "For 2 nothing known here gives a cause.",
    ]);
  });

  test("that could not be read are left out", () => {
    expect(summarise([cell(0, 0, undefined, [[heads]])])).toEqual([]);
    expect(summarise([])).toEqual([]);
    expect(summarise([cell(0, 0, undefined, []), agreeing(1, 0), agreeing(2, 1)])).toEqual([
      "All 2 figures agree with the formula, read so.",
    ]);
  });

  test("do not speak against a cause", () => {
    const cells = [diverging(0, 0, [heads], [wide]), unknown(1, 0)];
    expect(summarise(cells)[1]).toBe("The same digits come of 4 bytes per element.");
  });

  test("lend no cause that is not theirs", () => {
    expect(summarise([cell(0, 0, "no-formula-stated", [[heads]]), agreeing(1, 0)])).toEqual([
      "1 of 2 figures agrees with the formula, however their labels are read.",
    ]);
  });
});
