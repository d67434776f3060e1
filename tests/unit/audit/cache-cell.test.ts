import { describe, expect, test } from "vitest";
import { cellAssumptions, cellBytes, cellCompute } from "../../../src/lib/audit/cache-cell.ts";
import { best, explain } from "../../../src/lib/audit/hypothesis.ts";
import {
  nominalParameters,
  weightsAssumptions,
  weightsCompute,
} from "../../../src/lib/audit/weights-cell.ts";
import { parseFigure } from "../../../src/lib/quantity/figure.ts";

const shape = { num_hidden_layers: 10, num_attention_heads: 32, head_dim: 100 };
const stated = { kvHeads: 8, element: "fp16", batch: 1, kilo: 1000, unit: "GB" } as const;
const asked = (assumptions: ReturnType<typeof weightsAssumptions>) =>
  assumptions.map(({ id, name, reading, choices }) => [
    id,
    name,
    reading,
    choices.map(({ label }) => label).join(", "),
  ]);

describe("a cell of a cache table", () => {
  test("may rest on anything but what it states", () => {
    expect(asked([...cellAssumptions(shape, 8, stated)])).toEqual([
      ["kvHeads", "KV heads", false, "8 KV heads, 16 KV heads, 4 KV heads, 32 KV heads"],
      ["element", "element type", false, "FP16/BF16, FP32, FP8"],
      ["batch", "sequences", false, "1 sequence, 2 sequences"],
      ["kilo", "k", true, "k = 1,000, k = 1,024"],
      ["unit", "unit", true, "GB, GiB"],
    ]);
  });

  test("states what the settings say first", () => {
    const other = { kvHeads: 2, element: "fp8", batch: 4, kilo: 1024, unit: "MiB" } as const;
    const assumptions = cellAssumptions(shape, 1, other);
    expect(assumptions.map(({ choices }) => choices[0].value)).toEqual([2, "fp8", 4, 1024, "MiB"]);
    expect(assumptions[0]!.choices.map(({ label }) => label)).toEqual([
      "2 KV heads",
      "1 KV head",
      "32 KV heads",
    ]);
    expect(assumptions[2]!.choices[0].label).toBe("4 sequences");
  });

  test.each([
    [1, "1 KV head, 2 KV heads, 32 KV heads"],
    [3, "3 KV heads, 6 KV heads, 32 KV heads"],
    [16, "16 KV heads, 32 KV heads, 8 KV heads"],
  ])("of %i KV heads is thought of with whole heads only, no number twice", (kvHeads, heads) => {
    const settings = { ...stated, kvHeads };
    const assumptions = cellAssumptions(shape, kvHeads, settings);
    expect(assumptions[0]!.choices.map(({ label }) => label).join(", ")).toBe(heads);
    const doubled = 2 * 16_000 * 10 * 2 * kvHeads * 100 * 2;
    const figure = parseFigure(`${doubled} B`)!;
    const compute = cellCompute(shape, "16k");
    const found = explain(figure, assumptions, (chosen) => ({ ...compute(chosen), unit: "B" }));
    expect(best(found).map(({ departures }) => departures[0]!.used)).toEqual(
      expect.arrayContaining([`${2 * kvHeads} KV heads`, "FP32", "2 sequences"]),
    );
  });

  test("has to come to whole bytes", () => {
    const single = { num_hidden_layers: 1, num_attention_heads: 1, head_dim: 1 };
    expect(() => cellBytes(single, "1", { ...stated, kvHeads: 1, element: "q8_0" })).toThrow(
      new RangeError("the cache in bytes is 17/8, not a whole number"),
    );
  });

  test("is a key and a value of each head in each layer for every token", () => {
    const token = 2n * 10n * 8n * 100n * 2n;
    expect(cellBytes(shape, "2k", stated)).toBe(2000n * token);
    const compute = cellCompute(shape, "2k");
    for (const chosen of [stated, stated, { ...stated, kilo: 1024 }, { ...stated, batch: 2 }])
      expect(compute(chosen)).toEqual({
        bytes: BigInt(2 * chosen.kilo * chosen.batch) * token,
        unit: "GB",
      });
  });
});

describe("a cell of a weights table", () => {
  test("may rest on either count, in either unit", () => {
    const settings = { nominal: 8_000_000_000n, exact: 8_030_261_248n, unit: "GB" } as const;
    expect(asked(weightsAssumptions(settings))).toEqual([
      [
        "parameters",
        "parameters",
        true,
        "8,000,000,000 parameters, as named, 8,030,261,248 parameters, counted",
      ],
      ["unit", "unit", true, "GB, GiB"],
    ]);
  });

  test("is the bytes of its parameters", () => {
    expect(weightsCompute("fp16")({ parameters: 5n, unit: "GiB" })).toEqual({
      bytes: 10n,
      unit: "GiB",
    });
  });

  test("needs a name that is a count", () => {
    expect(() => nominalParameters("large")).toThrow(
      new RangeError("large does not read as a parameter count such as 8B"),
    );
  });
});
