import { describe, expect, test } from "vitest";
import { pieceOfFile, pieceOfText } from "../../../src/lib/source/piece.ts";
import { header, LargeFile, llama, safetensorsStart } from "./files.ts";

const MiB = 2 ** 20;
const handOver = "Hand over the model’s config.json or params.json.";
const ofBytes = (...bytes: number[]) => pieceOfFile(new Blob([new Uint8Array(bytes)]), "some.file");
const ofText = (text: string) => pieceOfFile(new Blob([text]), "some.file");
const refused = (reason: string, advice: string, field = "some.file") => ({
  kind: "refused",
  field,
  reason,
  advice,
});

describe("a JSON object", () => {
  test.each<[string, Record<string, unknown>]>([
    ["without fields", {}],
    ["of metadata alone", { __metadata__: { format: "pt" } }],
    ["whose first field is null", { a: null, b: header["a.weight"] }],
    ["whose first field is a number", { a: 1, b: header["a.weight"] }],
    ["whose first field is a text", { a: "dtype" }],
    ["whose first field is a list", { a: ["dtype", "data_offsets"] }],
    ["whose first field has a dtype alone", { quantization: { dtype: "int8" } }],
    ["whose first field has offsets alone", { a: { data_offsets: [0, 4000] } }],
    ["with a weight map that is no object", { weight_map: "none" }],
  ])("%s is a config", async (_, config) => {
    const text = JSON.stringify(config);
    expect(await ofText(text)).toEqual({ kind: "config", name: "some.file", config });
    expect(await pieceOfText(text)).toEqual({ kind: "config", name: "pasted text", config });
  });

  test("whose first field is a tensor is a header, with or without metadata", async () => {
    const { __metadata__: _, ...tensors } = header;
    for (const each of [header, tensors])
      expect(await pieceOfText(JSON.stringify(each), "header.json")).toMatchObject({
        kind: "safetensors",
        name: "header.json",
        tensors: [{ name: "a.weight" }, { name: "b.weight" }],
      });
  });
});

describe("what is no JSON object", () => {
  test.each([
    ["[1,2]", "is a list, not a JSON object"],
    ["[]", "is a list, not a JSON object"],
    ["7", "is a single value, not a JSON object"],
    ["null", "is a single value, not a JSON object"],
    ['"text"', "is a single value, not a JSON object"],
  ])("%s", async (text, reason) => {
    const advice = "A config.json is an object: it begins with { and ends with }.";
    expect(await ofText(text)).toEqual(refused(reason, advice));
    expect(await pieceOfText(text)).toEqual(refused(reason, advice, "pasted text"));
    expect(await pieceOfText(text, "params")).toEqual(refused(reason, advice, "params"));
  });

  test.each(["Plain words", "Keys: 1", "GPT", "Git", "PK"])("%s", async (text) => {
    expect(await ofText(text)).toMatchObject({
      kind: "refused",
      field: "some.file",
      reason: expect.stringMatching(/^is not JSON: /),
      advice: handOver,
    });
  });
});

describe("files that are known not to be read", () => {
  test("nothing", async () => {
    expect(await ofText("")).toEqual(refused("is empty", "Download it again."));
  });

  test.each([1, 8, 4096, 10_000])("%d zeros", async (length) => {
    expect(await pieceOfFile(new Blob([new Uint8Array(length)]), "some.file")).toEqual(
      refused("begins with nothing but zeros", "Download it again."),
    );
  });

  const pytorch = refused(
    "is a PyTorch or zip file, which has no header that can be read safely",
    "Hand over the model’s config.json, or its weights as safetensors or GGUF.",
  );

  test("a zip, of four letters or more", async () => {
    expect(await ofBytes(0x50, 0x4b, 3, 4)).toEqual(pytorch);
    expect(await ofText("PK\u0003\u0004\0\0\0\0{")).toEqual(pytorch);
  });

  test("a pickle", async () => {
    expect(await ofBytes(0x80, 2, 0x7d, 0x71, 0)).toEqual(pytorch);
    expect(await ofBytes(0x80, 4, 0x95, 0, 0, 0, 0, 0, 0x7b)).toEqual(pytorch);
  });
});

describe("binary data", () => {
  const binary = refused(
    "holds binary data that is neither GGUF nor safetensors",
    "Hand over a config.json, a params.json, a GGUF or a safetensors file.",
  );

  test.each<[string, number[]]>([
    ["of four bytes", [1, 2, 0, 0]],
    ["of eight bytes", [1, 0, 0, 0, 0, 0, 0, 0]],
    ["without a brace", [2, 0, 0, 0, 0, 0, 0, 0, 0x5b, 0x5d]],
    ["of the letters GGU and more", [0x47, 0x47, 0x55, 0, 0, 0, 0, 0, 0, 0]],
    ["with a brace too early", [2, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d, 0]],
    ["with a brace too late", [2, 0, 0, 0, 0, 0, 0, 0, 0x20, 0x7b]],
  ])("%s", async (_, bytes) => {
    expect(await ofBytes(...bytes)).toEqual(binary);
  });

  test("that is a header and its length is safetensors", async () => {
    const bytes = safetensorsStart(header);
    const size = bytes.length + 6000;
    expect(await pieceOfFile(new LargeFile(bytes, size), "w")).toMatchObject({
      kind: "safetensors",
      name: "w",
    });
  });

  test("that holds no zero is told from text", async () => {
    expect(await ofBytes(0xff, 0xfe, 0x7b)).toEqual(
      refused("holds binary data, not text", handOver),
    );
  });
});

describe("a config's length", () => {
  const tooLong = refused("is longer than 2 MiB, which no config is", handOver);
  const padded = (bytes: number) => {
    const text = JSON.stringify(llama);
    return text + " ".repeat(bytes - text.length);
  };

  test("may be 2 MiB, and not a byte more", async () => {
    expect(await ofText(padded(2 * MiB))).toMatchObject({ kind: "config", config: llama });
    expect(await ofText(padded(2 * MiB + 1))).toEqual(tooLong);
  });

  test("is counted in bytes, not in letters", async () => {
    expect(await ofText(JSON.stringify({ a: "é".repeat(1.5 * MiB) }))).toEqual(tooLong);
  });

  test("is known before the file is read", async () => {
    const start = new Uint8Array(4096).fill(0x20);
    expect(await pieceOfFile(new LargeFile(start, 50e9), "some.file")).toEqual(tooLong);
  });

  test("is that of an index where its start has a weight map", async () => {
    const index = JSON.stringify({ weight_map: { a: "1.safetensors" } });
    const long = index + " ".repeat(3 * MiB);
    expect(await ofText(long)).toEqual({
      kind: "index",
      name: "some.file",
      index: { files: ["1.safetensors"] },
    });
    const start = new Uint8Array(4096).fill(0x20);
    start.set(new TextEncoder().encode(index));
    expect(await pieceOfFile(new LargeFile(start, 50e9), "some.file")).toEqual(
      refused("is longer than 32 MiB, which no config is", handOver),
    );
  });
});
