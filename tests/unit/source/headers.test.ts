import { describe, expect, test, vi } from "vitest";
import { readGguf } from "../../../src/lib/source/gguf.ts";
import { headerLimits } from "../../../src/lib/source/json.ts";
import { NotReadable, type Problem } from "../../../src/lib/source/problem.ts";
import {
  listedTensors,
  readSafetensors,
  weightsIndex,
} from "../../../src/lib/source/safetensors.ts";
import { header, LargeFile, safetensorsStart } from "./files.ts";

vi.setConfig({ testTimeout: 60_000 });

const again = "Check that the download is complete, or hand over the model’s config.json.";

async function refusal(read: () => unknown): Promise<Problem> {
  try {
    await read();
  } catch (error) {
    if (error instanceof NotReadable) return error.problem;
    throw error;
  }
  throw new Error("it was read");
}

describe("the header of a GGUF file", () => {
  interface Tensor {
    readonly name: string;
    readonly shape: readonly number[];
    readonly format: number;
  }
  interface Writing {
    readonly version?: number;
    readonly little?: boolean;
    readonly magic?: string;
    /** Counts that are claimed in place of those that are true. */
    readonly claims?: readonly [tensors: bigint, keys: bigint];
    readonly texts?: Readonly<Record<string, string>>;
    readonly tensors?: readonly Tensor[];
  }

  function written(writing: Writing): Uint8Array<ArrayBuffer> {
    const { version = 3, little = true, texts = {}, tensors = [] } = writing;
    const parts: Uint8Array[] = [new TextEncoder().encode(writing.magic ?? "GGUF")];
    const number = (bytes: 4 | 8, value: bigint) => {
      const view = new DataView(new ArrayBuffer(bytes));
      if (bytes === 4) view.setUint32(0, Number(value), little);
      else view.setBigUint64(0, value, little);
      parts.push(new Uint8Array(view.buffer));
    };
    const size = (value: number | bigint) => number(version === 1 ? 4 : 8, BigInt(value));
    const text = (value: string) => {
      const bytes = new TextEncoder().encode(value);
      size(bytes.length);
      parts.push(bytes);
    };
    number(4, BigInt(version));
    size(writing.claims?.[0] ?? tensors.length);
    size(writing.claims?.[1] ?? Object.keys(texts).length);
    for (const [key, value] of Object.entries(texts)) {
      text(key);
      number(4, 8n);
      text(value);
    }
    for (const { name, shape, format } of tensors) {
      text(name);
      number(4, BigInt(shape.length));
      for (const length of shape) size(length);
      number(4, BigInt(format));
      number(8, 0n);
    }
    const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const each of parts) {
      bytes.set(each, at);
      at += each.length;
    }
    return bytes;
  }

  const read = (bytes: Uint8Array<ArrayBuffer>, size = bytes.length) =>
    readGguf(new LargeFile(bytes, size), "m.gguf");
  const cut = {
    kind: "refused",
    field: "m.gguf",
    reason: "ends before its header does, so the file is cut short",
    advice: "Download it again: the whole header has to be there.",
  };
  const whole: Writing = {
    texts: { "general.architecture": "llama" },
    tensors: [{ name: "a.weight", shape: [32, 4], format: 2 }],
  };

  test.each<[number, boolean]>([
    [1, true],
    [2, true],
    [3, true],
    [1, false],
    [2, false],
    [3, false],
  ])("version %d, low bytes first: %s", async (version, little) => {
    const bytes = written({ ...whole, version, little });
    const { metadata, tensors, dataFrom } = await read(bytes);
    expect(metadata).toMatchObject({ version, "general.architecture": "llama" });
    expect(tensors).toEqual([{ name: "a.weight", type: "Q4_0", shape: [32n, 4n] }]);
    expect(dataFrom).toBe(BigInt(Math.ceil(bytes.length / 32) * 32));
  });

  test("a format that has no name keeps its number", async () => {
    const tensors = [{ name: "a", shape: [1], format: 4000 }];
    expect((await read(written({ tensors }))).tensors[0]!.type).toBe("format 4000");
  });

  test("the shortest, and one a byte shorter", async () => {
    const bytes = written({});
    expect(bytes).toHaveLength(24);
    expect((await read(bytes)).tensors).toEqual([]);
    expect(await refusal(() => read(bytes.slice(0, 23)))).toEqual(cut);
    expect(await refusal(() => read(new Uint8Array()))).toEqual(cut);
  });

  test("one that ends with its header, and one a byte before", async () => {
    const bytes = written(whole);
    expect((await read(bytes)).tensors).toHaveLength(1);
    expect(await refusal(() => read(bytes.slice(0, -1)))).toEqual(cut);
  });

  test.each([17, 20, 25, 50])("%d texts of 100,000 letters are read whole", async (count) => {
    const text = (key: number) =>
      Array.from({ length: 100_000 }, (_, at) => (at + key) % 10).join("");
    const texts = Object.fromEntries(
      Array.from({ length: count }, (_, key) => [`text.${key}`, text(key)]),
    );
    const { metadata, tensors } = await read(written({ ...whole, texts }));
    expect(Object.keys(texts).filter((key) => metadata[key] !== texts[key])).toEqual([]);
    expect(tensors).toHaveLength(1);
  });

  test.each<[bigint, bigint]>([
    [200_001n, 0n],
    [0n, 10_001n],
    [200_001n, 10_001n],
    [2n ** 63n, 1n],
  ])("claims of %d tensors and %d keys", async (tensors, keys) => {
    for (const version of [2, 3])
      for (const little of [true, false]) {
        const bytes = written({ version, little, claims: [tensors, keys] });
        expect(await refusal(() => read(bytes))).toEqual({
          kind: "refused",
          field: "m.gguf",
          reason: `claims ${tensors} tensors and ${keys} keys, more than any model has`,
          advice: again,
        });
      }
  });

  test.each<[bigint, bigint]>([
    [200_000n, 0n],
    [0n, 10_000n],
  ])("claims of %d tensors and %d keys can be, but are not there", async (tensors, keys) => {
    expect(await refusal(() => read(written({ claims: [tensors, keys] })))).toEqual(cut);
  });

  test("what is not read any further", async () => {
    const large = new LargeFile(written({ claims: [200_001n, 0n] }), 100e9);
    await refusal(() => readGguf(large, "m.gguf"));
    expect(large.read).toBe(24);
  });

  test.each<[string, Writing, string]>([
    [
      "another magic",
      { magic: "GGML" },
      "not a valid gguf file: not starting with GGUF magic number",
    ],
    ["another version", { version: 7 }, 'not a valid gguf file: unsupported version "7"'],
    [
      "a version that is no version in either order",
      { version: 256, little: false, claims: [1n, 1n] },
      'not a valid gguf file: unsupported version "256"',
    ],
  ])("%s", async (_, writing, reason) => {
    expect(await refusal(() => read(written(writing)))).toEqual({
      kind: "refused",
      field: "m.gguf",
      reason: `is not a GGUF that can be read: ${reason}`,
      advice: again,
    });
  });

  test("a long complaint is shortened", async () => {
    const tensors = [{ name: "x".repeat(300), shape: [2 ** 40], format: 0 }];
    const { reason } = await refusal(() => read(written({ tensors })));
    expect(reason).toBe(`is not a GGUF that can be read: Tensor "${"x".repeat(152)}`);
  });
});

describe("the header of a safetensors file", () => {
  const read = (bytes: Uint8Array<ArrayBuffer>, size = bytes.length) =>
    readSafetensors(new LargeFile(bytes, size), "w.safetensors");
  const cut = {
    kind: "refused",
    field: "w.safetensors",
    reason: "ends before its header does, so the file is cut short",
    advice: again,
  };

  test("one that ends with its header, and one a byte before", async () => {
    const bytes = safetensorsStart(header);
    expect(await read(bytes)).toEqual([
      { name: "a.weight", type: "BF16", shape: [100, 20] },
      { name: "b.weight", type: "BF16", shape: [1000] },
    ]);
    expect(await refusal(() => read(bytes.slice(0, -1)))).toEqual(cut);
    expect(await refusal(() => read(bytes.slice(0, -8)))).toEqual(cut);
  });

  test("only the header is read", async () => {
    const bytes = safetensorsStart(header);
    const large = new LargeFile(bytes, 100e9);
    await readSafetensors(large, "w.safetensors");
    expect(large.read).toBe(bytes.length);
  });

  test("a claim as long as may be is not there; a longer one cannot be", async () => {
    const most = BigInt(headerLimits.bytes);
    expect(await refusal(() => read(safetensorsStart(header, most)))).toEqual(cut);
    for (const claimed of [most + 1n, 2n ** 63n])
      for (const size of [1000, 100e9])
        expect(await refusal(() => read(safetensorsStart(header, claimed), size))).toEqual({
          kind: "refused",
          field: "w.safetensors",
          reason: `claims a header of ${claimed} bytes, longer than any model’s`,
          advice: again,
        });
  });

  test.each<[unknown, string, string]>([
    [[], "header", "a header is a JSON object"],
    [null, "header", "a header is a JSON object"],
    [{ a: 5 }, "a", "a is not an object"],
    [{ a: { shape: [1] } }, "a.dtype", "a.dtype is missing"],
    [{ a: { dtype: "F32" } }, "a.shape", "a.shape is missing"],
  ])("%j is refused", async (value, field, reason) => {
    const problem = { kind: "refused", field: `w.safetensors: ${field}`, reason, advice: again };
    expect(await refusal(() => listedTensors(value, "w.safetensors"))).toEqual(problem);
    expect(await refusal(() => read(safetensorsStart(value)))).toEqual(problem);
  });

  test("what is no JSON is refused under the file’s name", async () => {
    const bytes = safetensorsStart(header);
    bytes[8] = 0xff;
    expect(await refusal(() => read(bytes))).toMatchObject({
      field: "w.safetensors",
      reason: "holds binary data, not text",
    });
  });
});

describe("an index of weights", () => {
  test.each<[unknown]>([
    [undefined],
    [null],
    ["weight_map"],
    [5],
    [[]],
    [Object.assign([], { weight_map: {} })],
    [{}],
    [{ weight_map: null }],
    [{ weight_map: [] }],
    [{ weight_map: "a" }],
    [Object.create({ weight_map: {} })],
  ])("%j is none", (value) => {
    expect(weightsIndex(value)).toBeUndefined();
  });

  test("each file is named once, and what is no name is left out", () => {
    const weight_map = {
      a: "1.safetensors",
      b: 5,
      c: "2.safetensors",
      d: "1.safetensors",
      e: null,
    };
    expect(weightsIndex({ weight_map })).toStrictEqual({
      files: ["1.safetensors", "2.safetensors"],
    });
  });

  test("its sums", () => {
    const sums = { total_size: 12, total_parameters: 6 };
    expect(weightsIndex({ metadata: sums, weight_map: {} })).toStrictEqual({
      bytes: 12n,
      parameters: 6n,
      files: [],
    });
    expect(weightsIndex({ metadata: { total_size: 2 ** 53 - 1 }, weight_map: {} })).toStrictEqual({
      bytes: 2n ** 53n - 1n,
      files: [],
    });
    expect(weightsIndex({ metadata: { total_parameters: 1 }, weight_map: {} })).toStrictEqual({
      parameters: 1n,
      files: [],
    });
  });

  test.each<[unknown]>([
    [0],
    [-1],
    [1.5],
    [2 ** 53],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ["12"],
    [null],
    [true],
    [[12]],
    [{}],
  ])("%j is no sum", (sum) => {
    const metadata = { total_size: sum, total_parameters: sum };
    expect(weightsIndex({ metadata, weight_map: {} })).toStrictEqual({ files: [] });
  });

  test.each<[unknown]>([[null], [undefined], [5], ["x"], [[]]])(
    "without metadata: %j",
    (metadata) => {
      expect(weightsIndex({ metadata, weight_map: {} })).toStrictEqual({ files: [] });
    },
  );

  test("metadata that is not its own", () => {
    const inherited = Object.assign(Object.create({ metadata: { total_size: 5 } }), {
      weight_map: {},
    });
    expect(weightsIndex(inherited)).toStrictEqual({ files: [] });
  });
});
