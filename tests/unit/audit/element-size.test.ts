import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementSize, elementSizes } from "../../../src/lib/audit/element-size.ts";
import { nominalParameters } from "../../../src/lib/audit/weights-side.ts";
import { compare, ratio } from "../../../src/lib/quantity/ratio.ts";

test.each([
  ["fp16", ratio(2)],
  ["BF16", ratio(2)],
  ["int8", ratio(1)],
  ["q8_0", ratio(17, 16)],
  ["6-bit", ratio(3, 4)],
  ["16 bits", ratio(2)],
  ["2 bytes", ratio(2)],
  ["0.5 bytes", ratio(1, 2)],
  ["0.25 bytes", ratio(1, 4)],
  ["1 byte", ratio(1)],
  ["2bytes", ratio(2)],
  ["16 bytes", ratio(16)],
  ["1 bit", ratio(1, 8)],
  ["4bits", ratio(1, 2)],
  ["8 - bit", ratio(1)],
  ["1.58-bit", ratio(158, 800)],
  ["nf4", ratio(1, 2)],
  ["half", ratio(2)],
  [" Half ", ratio(2)],
])("%s", (name, size) => {
  expect(elementSize(name)).toEqual(size);
});

test.each([
  "",
  "wide",
  "0-bit",
  "0 bytes",
  "-2 bytes",
  "bits",
  "about 4 bits",
  "under 2 bytes",
  "4 bits each",
  "2 bytes each",
  "4",
])("%s is no format", (name) => {
  expect(elementSize(name)).toBeUndefined();
});

test("beside a plain format only block formats of as many bits are thought of", () => {
  const labels = (stated: Parameters<typeof elementSizes>[0]) =>
    elementSizes(stated)
      .map(({ label }) => label)
      .join();
  expect(labels(ratio(1))).toMatch(/q8_0/);
  expect(labels(ratio(1))).not.toMatch(/q4_0|6 bits/);
  expect(labels(ratio(2))).not.toMatch(/q\d/);
  expect(labels(undefined)).toMatch(/6 bits.*q8_0.*q4_0/);
});

describe("the sizes thought of", () => {
  const plain = [
    "4 bytes (FP32)",
    "2 bytes (FP16/BF16)",
    "1 byte (FP8/INT8)",
    "half a byte (INT4)",
  ];
  const others = (stated: Parameters<typeof elementSizes>[0]) =>
    elementSizes(stated)
      .map(({ label }) => label)
      .slice(plain.length);

  test("begin with the plain ones, whatever is stated", () => {
    const stated = fc.option(
      fc.tuple(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 })),
    );
    fc.assert(
      fc.property(stated, (bytes) => {
        const sizes = elementSizes(bytes ? ratio(...bytes) : undefined);
        const first = sizes.slice(0, plain.length);
        expect(first.map(({ label }) => label)).toEqual(plain);
        expect(first.every(({ weight }) => weight === undefined)).toBe(true);
        expect(new Set(sizes.map(({ label }) => label)).size).toBe(sizes.length);
      }),
    );
  });

  test("beside a plain one are those that its scales make of it", () => {
    expect(others(ratio(4))).toEqual([]);
    expect(others(ratio(2))).toEqual([]);
    expect(others(ratio(1))).toEqual(["q8_0 (1.063 bytes): with its scales"]);
    expect(others(ratio(1, 2))).toEqual([
      "q4_1 (0.625 bytes): with its scales",
      "q4_0, iq4_nl, nvfp4 (0.5625 bytes): with its scales",
      "mxfp4 (0.5313 bytes): with its scales",
    ]);
    for (const { size, weight } of elementSizes(ratio(1, 2)).slice(plain.length)) {
      expect(compare(size, ratio(1, 2))).toBe(1);
      expect(weight).toBeUndefined();
    }
  });

  test.each([
    ["nothing", undefined],
    ["q8_0", ratio(17, 16)],
    ["6 bits", ratio(3, 4)],
    ["2 bits", ratio(1, 4)],
  ])("beside %s are all there are, which are less likely", (_, stated) => {
    expect(others(stated)).toEqual([
      "6 bits",
      "q8_0 (1.063 bytes)",
      "q5_1 (0.75 bytes)",
      "q5_0 (0.6875 bytes)",
      "q4_1 (0.625 bytes)",
      "q4_0, iq4_nl, nvfp4 (0.5625 bytes)",
      "mxfp4 (0.5313 bytes)",
    ]);
    for (const { weight } of elementSizes(stated).slice(plain.length)) expect(weight).toBe(130);
  });
});

test("a model's name as a parameter count", () => {
  expect(nominalParameters("405B")).toBe(405_000_000_000n);
  expect(nominalParameters("1.1B")).toBe(1_100_000_000n);
  expect(nominalParameters("125M")).toBe(125_000_000n);
  expect(nominalParameters("large")).toBeUndefined();
});
