import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ggufHeader,
  type Metadata,
  parametersIn,
  type Tensor,
  type Value,
} from "../../../src/lib/witness/header.ts";
import { parse } from "./parse.ts";

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/\w\w/g)!, (byte) => parseInt(byte, 16));

/** Numbers of the formats, and how many bytes so many numbers take. */
const layouts = { F32: [0, 1, 4], F16: [1, 1, 2], Q4_0: [2, 32, 18] } as const;

const upTo32 = (bytes: bigint) => bytes + ((32n - (bytes % 32n)) % 32n);

describe("the bytes of a header", () => {
  test("of a file without anything are a magic word, a version, two counts and padding", () => {
    const { header, zeros } = ggufHeader({}, []);
    expect(header).toEqual(
      bytesOf(`47475546 03000000 0000000000000000 0000000000000000 ${"00".repeat(8)}`),
    );
    expect(zeros).toBe(0n);
  });

  test("of a little file are those that are written out here", () => {
    const { header, zeros } = ggufHeader(
      { a: { type: "u32", value: 258 }, b: { type: "text", value: "é" } },
      [
        { name: "w", shape: [3] },
        { name: "m", shape: [32, 2] },
      ],
    );
    const first = "0100000000000000 77 01000000 0300000000000000 00000000 0000000000000000";
    const second =
      "0100000000000000 6d 02000000 2000000000000000 0200000000000000 02000000 2000000000000000";
    expect(header).toEqual(
      bytesOf(`
        47475546 03000000 0200000000000000 0200000000000000
        0100000000000000 61 04000000 02010000
        0100000000000000 62 08000000 0200000000000000 c3a9
        ${first} ${second} ${"00".repeat(22)}`),
    );
    expect(zeros).toBe(32n + 64n);
  });

  test.each<[string, Value, string]>([
    ["a number", { type: "u32", value: 0xfffffffe }, "04000000 feffffff"],
    ["a fraction", { type: "f32", value: 1.5 }, "06000000 0000c03f"],
    ["a text", { type: "text", value: "▁a" }, "08000000 0400000000000000 e2968161"],
    ["an empty text", { type: "text", value: "" }, "08000000 0000000000000000"],
    ["flags", { type: "flags", value: [true, false] }, "09000000 07000000 0200000000000000 0100"],
    [
      "numbers",
      { type: "u32s", value: [1, 256] },
      "09000000 04000000 0200000000000000 01000000 00010000",
    ],
    [
      "signed numbers",
      { type: "i32s", value: [-2] },
      "09000000 05000000 0100000000000000 feffffff",
    ],
    ["fractions", { type: "f32s", value: [-0.5] }, "09000000 06000000 0100000000000000 000000bf"],
    [
      "texts",
      { type: "texts", value: ["x", ""] },
      "09000000 08000000 0200000000000000 0100000000000000 78 0000000000000000",
    ],
    ["an empty list", { type: "texts", value: [] }, "09000000 08000000 0000000000000000"],
  ])("of %s are its type and its value", (_, value, hex) => {
    const { header } = ggufHeader({ k: value }, []);
    const written = bytesOf(hex);
    const start = 4 + 4 + 8 + 8 + 8 + 1; // magic word, version, counts, length of the key, key
    expect(header.slice(start, start + written.length)).toEqual(written);
    expect(header.slice(start + written.length).every((byte) => byte === 0)).toBe(true);
    expect(header.length).toBe(Number(upTo32(BigInt(start + written.length))));
  });
});

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const i32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const f32 = fc.float({ noNaN: true });

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ type: fc.constant("u32" as const), value: u32 }),
  fc.record({ type: fc.constant("f32" as const), value: f32 }),
  fc.record({ type: fc.constant("text" as const), value: text }),
  fc.record({ type: fc.constant("flags" as const), value: fc.array(fc.boolean()) }),
  fc.record({ type: fc.constant("u32s" as const), value: fc.array(u32) }),
  fc.record({ type: fc.constant("i32s" as const), value: fc.array(i32) }),
  fc.record({ type: fc.constant("f32s" as const), value: fc.array(f32) }),
  fc.record({ type: fc.constant("texts" as const), value: fc.array(text) }),
);

const metadata: fc.Arbitrary<Metadata> = fc.dictionary(
  text.map((name) => `own.${name}`),
  value,
);

/** GGUF's numbers of the types, and for lists those of what they hold. */
const numbersOfTypes = {
  u32: [4, undefined],
  f32: [6, undefined],
  text: [8, undefined],
  flags: [9, 7],
  u32s: [9, 4],
  i32s: [9, 5],
  f32s: [9, 6],
  texts: [9, 8],
};

const tensor: fc.Arbitrary<Tensor> = fc.record({
  name: text,
  shape: fc
    .tuple(fc.integer({ min: 1, max: 64 }), fc.array(fc.integer({ min: 1, max: 300 })))
    .map(([blocks, others]) => [32 * blocks, ...others.slice(0, 3)]),
  format: fc.constantFrom("F32", "F16", "Q4_0"),
});

describe("a header, read by another parser", () => {
  test("gives every value back under its type", async () => {
    await fc.assert(
      fc.asyncProperty(metadata, async (own) => {
        const { typedMetadata } = await parse(ggufHeader(own, []));
        const { version, tensor_count: tensors, kv_count: keys, ...read } = typedMetadata!;
        expect([version!.value, tensors!.value, keys!.value]).toEqual([
          3,
          0n,
          BigInt(Object.keys(own).length),
        ]);
        expect(Object.keys(read)).toEqual(Object.keys(own));
        for (const [key, { type, value }] of Object.entries(own)) {
          expect([read[key]!.type, read[key]!.subType]).toEqual(numbersOfTypes[type]);
          expect(Array.from([read[key]!.value].flat())).toEqual([value].flat());
        }
      }),
      { numRuns: 200 },
    );
  });

  test("gives every tensor back, at a multiple of 32 bytes right after the one before it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tensor), async (tensors) => {
        const file = ggufHeader({}, tensors);
        const read = await parse(file);
        let end = 0n;
        for (const [place, { name, shape, format }] of tensors.entries()) {
          const [dtype, numbers, bytes] = layouts[format!];
          const info = read.tensorInfos[place];
          expect(info).toEqual({
            name,
            shape: shape.map(BigInt),
            n_dims: shape.length,
            dtype,
            offset: end,
          });
          const all = shape.reduce((product, size) => product * BigInt(size), 1n);
          end = upTo32(end + (all / BigInt(numbers)) * BigInt(bytes));
        }
        expect(read.tensorInfos).toHaveLength(tensors.length);
        expect(file.zeros).toBe(end);
        expect(BigInt(file.header.length)).toBe(read.tensorDataOffset);
        const padding = file.header.slice(read.tensorInfoByteRange[1]);
        expect(padding.length).toBeLessThan(32);
        expect(padding.every((byte) => byte === 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("says where tensors are that lie beyond 4 GiB", async () => {
    const big: Tensor = { name: "big", shape: [2 ** 20, 2 ** 11 + 1], format: "F32" };
    const file = ggufHeader({}, [big, { ...big, name: "bigger" }, { name: "gain", shape: [5] }]);
    const { tensorInfos } = await parse(file);
    const each = 2n ** 33n + 2n ** 22n;
    expect(tensorInfos.map(({ offset }) => offset)).toEqual([0n, each, 2n * each]);
    expect(file.zeros).toBe(2n * each + 32n);
  });
});

describe("the format of a tensor", () => {
  test.each<[string, number[], keyof typeof layouts, bigint]>([
    ["a vector", [5], "F32", 20n],
    ["a vector of a whole block", [64], "F32", 256n],
    ["a matrix of whole blocks", [64, 3], "Q4_0", 108n],
    ["a matrix that blocks do not divide", [33, 32], "F16", 2112n],
    ["a stack of matrices of whole blocks", [32, 2, 5], "Q4_0", 180n],
    ["a stack of matrices that blocks do not divide", [4, 32, 32], "F16", 8192n],
    ["a matrix narrower than a block", [1, 32], "F16", 64n],
  ])("of %s, unless given", async (_, shape, format, bytes) => {
    const file = ggufHeader({}, [{ name: "w", shape }]);
    const [info] = (await parse(file)).tensorInfos;
    expect(info!.dtype).toBe(layouts[format][0]);
    expect(file.zeros).toBe(upTo32(bytes));
  });

  test("is the one that is given, where one is", async () => {
    const formats = ["F32", "F16", "Q4_0"] as const;
    const shapes = [[64], [64, 2], [96, 33]];
    const tensors = formats.flatMap((format) =>
      shapes.map((shape) => ({ name: `${format} ${shape}`, shape, format })),
    );
    const { tensorInfos } = await parse(ggufHeader({}, tensors));
    expect(tensorInfos.map(({ dtype }) => dtype)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });
});

describe("the parameters of tensors", () => {
  test("are none without tensors", () => {
    expect(parametersIn([])).toBe(0n);
  });

  test("are the products of their sizes, added up beyond what a double holds", () => {
    const gain = { name: "gain", shape: [3] };
    const wide = { name: "wide", shape: [2 ** 30, 2 ** 30] };
    expect(parametersIn([gain, wide, { name: "stack", shape: [2, 3, 5] }])).toBe(2n ** 60n + 33n);
  });
});
