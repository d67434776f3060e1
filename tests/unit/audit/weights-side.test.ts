import { describe, expect, test } from "vitest";
import { exactly } from "../../../src/lib/audit/arithmetic.ts";
import type { Stated } from "../../../src/lib/audit/claim.ts";
import type { Subject } from "../../../src/lib/audit/subject.ts";
import { nominalParameters, weightsSide } from "../../../src/lib/audit/weights-side.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const layer = { kind: "attention", count: 1, kvHeads: 1, keyDim: 10, valueDim: 10 } as const;
const small: Subject = {
  name: "small",
  parameters: 7001n,
  architecture: { layers: [layer], trace: {} },
};
const side = (stated: Stated, subject: Subject = small) => weightsSide({ subject, stated });

const choices = ({ assumptions }: ReturnType<typeof side>, wanted: string) =>
  assumptions.find(({ id }) => id === wanted)?.choices.map(({ label }) => label);
const amount = ({ assumptions, amount }: ReturnType<typeof side>, departing = {}) => {
  const stated = assumptions.map(({ id, choices }) => [id, choices[0].value]);
  return amount(exactly, { ...Object.fromEntries(stated), ...departing });
};

describe("weights", () => {
  test("are those that the name says, else those that were counted", () => {
    const named = side({ parameters: "7B" });
    expect(choices(named, "parameters")).toEqual(["7B, as named", "7,001, counted"]);
    expect(amount(named)).toEqual(ratio(14_000_000_000n));
    expect(amount(named, { parameters: 7001n })).toEqual(ratio(14_002));
    expect(choices(side({}), "parameters")).toEqual(["7,001, counted"]);
    const exact = { ...small, parameters: 7_000_000_000n };
    expect(choices(side({ parameters: "7B" }, exact), "parameters")).toEqual(["7B, as named"]);
    expect(named.assumptions[0]).toMatchObject({ name: "parameters", reading: true });
  });

  test.each([
    [undefined, 14_002],
    ["fp32", 28_004],
    ["fp8", 7001],
    ["int4", 3500.5],
  ])("stated in %s take the bytes of that format", (weights_element, bytes) => {
    const stated = weights_element === undefined ? {} : { weights_element };
    expect(amount(side(stated))).toEqual(ratio(2 * bytes, 2));
  });

  test("need a count", () => {
    for (const stated of [{}, { parameters: "large" }])
      expect(() => side(stated, { name: "it" })).toThrow(
        new RangeError("no parameter count is known for it: state one, as in 405B"),
      );
  });

  test("may hold what training keeps besides", () => {
    const fp16 = side({ weights_element: "fp16" });
    expect(choices(fp16, "weights-element")).toEqual([
      "2 bytes (FP16/BF16)",
      "4 bytes (FP32)",
      "1 byte (FP8/INT8)",
      "half a byte (INT4)",
      "8 bytes (weight, gradient, two moments)",
      "16 bytes (the same in mixed precision)",
    ]);
    const [, ...others] = fp16.assumptions[1]!.choices;
    expect(others.map(({ weight }) => weight)).toEqual([undefined, undefined, undefined, 130, 130]);
    expect(others.slice(-2).map(({ value }) => value)).toEqual([ratio(8), ratio(16)]);
    expect(fp16.assumptions[1]!.name).toBe("bytes per weight");
  });

  test("hold a rotary table where its positions are stated, and else may", () => {
    const stated = side({ rope_positions: 5 });
    expect(choices(stated, "rope-table")).toEqual(["counted: 5 positions of 10", "left out"]);
    expect(stated.assumptions[2]).toMatchObject({ name: "rotary table", reading: false });
    expect(amount(stated)).toEqual(ratio(2 * 7051));
    expect(amount(stated, { "rope-table": 0 })).toEqual(ratio(2 * 7001));
    const possible = side({}, { ...small, widths: { positions: 3 } });
    expect(choices(possible, "rope-table")).toEqual(["left out", "counted: 3 positions of 10"]);
    expect(amount(possible)).toEqual(ratio(2 * 7001));
    expect(amount(possible, { "rope-table": 30 })).toEqual(ratio(2 * 7031));
  });

  test("hold the table of the first layers that attend, wherever they stand", () => {
    const latent = { kind: "latent", count: 1, rank: 5, ropeDim: 5 } as const;
    const below = { ...small, architecture: { layers: [latent, layer], trace: {} } };
    expect(amount(side({ rope_positions: 5 }, below))).toEqual(ratio(2 * 7051));
  });

  test("hold no table where positions or heads are not known", () => {
    expect(choices(side({}), "rope-table")).toBeUndefined();
    const latent = { kind: "latent", count: 1, rank: 5, ropeDim: 5 } as const;
    const headless = { ...small, architecture: { layers: [latent], trace: {} } };
    expect(choices(side({ rope_positions: 5 }, headless), "rope-table")).toBeUndefined();
    expect(
      choices(side({ rope_positions: 5 }, { name: "it", parameters: 5n }), "rope-table"),
    ).toBeUndefined();
  });
});

test.each([
  ["8b", 8_000_000_000n],
  [" 1.5 T ", 1_500_000_000_000n],
  ["125m", 125_000_000n],
  ["8", undefined],
  ["8K", undefined],
  ["x8B", undefined],
  ["8Bx", undefined],
  [".B", undefined],
])("%s stands for %s parameters", (name, count) => {
  expect(nominalParameters(name)).toBe(count);
});
