import { beforeAll, describe, expect, test, vi } from "vitest";
import { type Found, together } from "../../../src/lib/source/gather.ts";
import type { GgufHeader } from "../../../src/lib/source/gguf.ts";
import { type Piece, pieceOfFile } from "../../../src/lib/source/piece.ts";
import { addedUp, type Origin } from "../../../src/lib/source/subject.ts";
import { LargeFile, llama, llamaGguf } from "./files.ts";

vi.setConfig({ testTimeout: 60_000 });

const config = (value: object, name = "config.json"): Piece => ({
  kind: "config",
  name,
  config: value as Record<string, unknown>,
});

/** Weights of so many numbers, two bytes each. */
const weights = (name: string, numbers = 10, type = "BF16"): Piece => ({
  kind: "safetensors",
  name,
  tensors: [{ name: `${name}.weight`, type, shape: [numbers] }],
});

const index = (files: readonly string[], bytes?: bigint, parameters?: bigint): Piece => ({
  kind: "index",
  name: "model.safetensors.index.json",
  index: {
    files,
    ...(bytes !== undefined && { bytes }),
    ...(parameters !== undefined && { parameters }),
  },
});

function found(pieces: readonly Piece[], origin?: Origin): Found {
  const answer = together(pieces, origin);
  if (answer.kind !== "found") throw new Error(JSON.stringify(answer));
  return answer;
}

function storedWithout(pieces: readonly Piece[]) {
  const answer = together(pieces);
  if (answer.kind !== "wanting") throw new Error(answer.kind);
  expect(answer.pieces).toBe(pieces);
  return answer.stored;
}

const unknown = (why: string) => ({ notes: [`The size of the weights is not known: ${why}.`] });

describe("GGUF files", () => {
  let header: GgufHeader;
  let size: number;
  let bytes: bigint;
  let parameters: bigint;

  beforeAll(async () => {
    const made = llamaGguf();
    const file = new LargeFile(
      new Uint8Array(made.header),
      made.header.length + Number(made.zeros),
    );
    const piece = await pieceOfFile(file, "little.gguf");
    if (piece.kind !== "gguf") throw new Error(piece.kind);
    header = piece.header;
    bytes = addedUp(header.tensors).bytes!;
    size = Number(header.dataFrom + bytes);
    parameters = made.parameters;
  });

  const gguf = (name: string, rest: Partial<GgufHeader> = {}, length = size): Piece => ({
    kind: "gguf",
    name,
    size: length,
    header: { ...header, ...rest },
  });

  test("one that holds just its tensors, and one a byte shorter", () => {
    expect(found([gguf("a.gguf")])).toMatchObject({
      subject: { file: "a.gguf", storedWeights: bytes, parameters },
      notes: [],
    });
    expect(together([gguf("a.gguf"), gguf("a.gguf", {}, size - 1)])).toEqual({
      kind: "refused",
      field: "a.gguf",
      reason: "ends before the tensors that its header lists do, so the file is cut short",
      advice: "Download it again.",
    });
  });

  test("the parts of one add up", () => {
    const parts = [gguf("m-00001-of-00002.gguf"), gguf("m-00002-of-00002.GGUF")];
    expect(found(parts)).toMatchObject({
      subject: {
        file: "m-00001-of-00002.gguf",
        storedWeights: 2n * bytes,
        parameters: 2n * parameters,
      },
      notes: [],
    });
  });

  test("a part that is missing leaves the size open", () => {
    const { subject, notes } = found([
      gguf("m-00001-of-00003.gguf"),
      gguf("m-00002-of-00003.gguf"),
    ]);
    expect(notes).toEqual([
      "The size of the weights is not known: 2 of 3 files of weights are here.",
    ]);
    expect(subject).not.toHaveProperty("storedWeights");
    expect(subject).not.toHaveProperty("parameters");
    expect(subject.parametersUnknown).toBe("not all parts of the file are here");
  });

  test("the same part twice counts once", () => {
    const part = gguf("m-00001-of-00002.gguf");
    expect(found([part, part]).notes).toEqual([
      "The size of the weights is not known: 1 of 2 files of weights are here.",
    ]);
  });

  test("a name that only begins like a part is a whole file", () => {
    expect(found([gguf("m-00001-of-00002.v2.gguf")]).notes).toEqual([]);
  });

  test("the part whose metadata describes the model is read, in any order", () => {
    const first = gguf("m-00001-of-00002.gguf");
    const second = gguf("m-00002-of-00002.gguf", { metadata: { "split.no": 1 } });
    for (const parts of [
      [first, second],
      [second, first],
    ])
      expect(found(parts).subject).toMatchObject({
        name: "Little llama",
        file: "m-00001-of-00002.gguf",
      });
  });

  test("one whose metadata describes no model is refused under its name", () => {
    const metadata = { "general.architecture": "nothing-known" };
    for (const files of [
      [gguf("a.gguf", { metadata })],
      [
        gguf("a-00001-of-00002.gguf", { metadata }),
        gguf("a-00002-of-00002.gguf", { metadata: {} }),
      ],
    ]) {
      const answer = together(files);
      expect(answer.kind).toBe("refused");
      if (answer.kind === "refused") expect(answer.field).toMatch(`${files[0]!.name}: `);
    }
  });

  test("where it was found is kept", () => {
    const origin = { repository: "org/name", revision: "v1", file: "other.gguf" };
    expect(found([gguf("a.gguf")], origin).subject).toMatchObject(origin);
  });

  test("different models are refused, three of them named", () => {
    const names = ["a-00001-of-00002.gguf", "b.gguf", "c.gguf", "d.gguf"];
    expect(together(names.map((name) => gguf(name)))).toEqual({
      kind: "refused",
      field: "a, b.gguf, c.gguf",
      reason: "are different models",
      advice: "Hand over one model at a time; the parts of one may come together.",
    });
  });

  test.each([
    ["m-00001-of-00002.gguf.x.gguf", "m-00002-of-00002.gguf.x.gguf"],
    ["m-1-of-00002.gguf", "m-2-of-00002.gguf"],
    ["m-00001-of-2.gguf", "m-00002-of-2.gguf"],
  ])("%s and %s are not parts of one", (one, other) => {
    expect(together([gguf(one), gguf(other)])).toMatchObject({
      kind: "refused",
      field: `${one}, ${other}`,
    });
  });

  test("tensors of a format that is not known leave a note", () => {
    const tensors = [{ name: "a.weight", type: "format 200", shape: [32] }];
    const { subject, notes } = found([gguf("a.gguf", { tensors })]);
    expect(subject).not.toHaveProperty("storedWeights");
    expect(notes).toEqual([
      expect.stringMatching(/^The bytes of the weights are not known: .*format 200.*\.$/),
    ]);
  });
});

describe("safetensors files and their index", () => {
  const parts = ["m-00001-of-00002.safetensors", "m-00002-of-00002.safetensors"] as const;
  const [one, two] = parts;

  test("all that the index names add up", () => {
    expect(storedWithout([index(parts, 999n, 9n), weights(one), weights(two, 20)])).toEqual({
      bytes: 60n,
      parameters: 30n,
      notes: [],
    });
  });

  test("some of those that the index names leave its own sum", () => {
    for (const pieces of [
      [index(parts, 999n, 9n), weights(one)],
      [index(parts, 999n, 9n), weights(two)],
      [index(parts, 999n, 9n), weights(one), weights("other.safetensors")],
      [index(parts, 999n, 9n)],
      [index([], 999n, 9n)],
    ])
      expect(storedWithout(pieces)).toMatchObject({ bytes: 999n, parameters: 9n, notes: [] });
  });

  test.each<[string, readonly Piece[], string]>([
    ["an index alone", [index(parts)], "the index does not say it"],
    ["an index of nothing", [index([])], "the index does not say it"],
    ["an index and a part", [index(parts), weights(one)], "1 of 2 files of weights are here"],
    ["a part", [weights(two)], "1 of 2 files of weights are here"],
    [
      "a part and another file",
      [weights("m-00001-of-00003.safetensors"), weights("x.safetensors")],
      "2 of 3 files of weights are here",
    ],
    [
      "another index",
      [index(["a.safetensors"]), weights("b.safetensors")],
      "the index does not say it",
    ],
  ])("the size is not known: %s", (_, pieces, why) => {
    expect(storedWithout(pieces)).toEqual(unknown(why));
  });

  test("all parts without an index add up", () => {
    expect(storedWithout([weights(one), weights(two)])).toMatchObject({ bytes: 40n, notes: [] });
  });

  test("a config takes the notes on its weights", () => {
    expect(found([config(llama), weights(one)]).notes).toEqual(
      unknown("1 of 2 files of weights are here").notes,
    );
    expect(found([config(llama), weights("m.safetensors", 10, "X9")]).notes).toEqual([
      expect.stringMatching(/^The bytes of the weights are not known: .*X9.*\.$/),
    ]);
  });

  test("a config alone has no notes and no stored weights", () => {
    const { subject, notes } = found([config(llama)]);
    expect(notes).toEqual([]);
    expect(subject).not.toHaveProperty("storedWeights");
  });
});

describe("configs", () => {
  test("no file describes no model", () => {
    expect(together([])).toEqual({
      kind: "refused",
      field: "files",
      reason: "hold no model",
      advice: "Hand over a config.json, a GGUF or a safetensors file.",
    });
  });

  test("two models are refused by their files’ names", () => {
    const pieces = [config(llama), config({}, "c.json"), config(llama, "b.json")];
    expect(together(pieces)).toEqual({
      kind: "refused",
      field: "config.json, b.json",
      reason: "each describe a model",
      advice: "Hand over one model at a time.",
    });
  });

  test("the one that is understood is taken, whatever its name", () => {
    expect(found([config({}), config(llama, "model.json")]).subject.file).toBe("model.json");
  });

  test.each<[string, readonly string[], string]>([
    ["config.json", ["generation_config.json", "config.json"], "config.json"],
    ["params.json", ["tokenizer.json", "params.json"], "params.json"],
    ["one in a folder", ["tokenizer.json", "a/config.json"], "a/config.json"],
    ["not a copy", ["config.json.bak", "params.json"], "params.json"],
    ["or else the first", ["a.json", "b.json"], "a.json"],
  ])("of several that are not understood, one is named: %s", (_, names, named) => {
    const answer = together(names.map((name) => config({}, name)));
    expect(answer.kind).toBe("refused");
    if (answer.kind === "refused") expect(answer.field.startsWith(`${named}: `)).toBe(true);
  });

  test("where it was found is kept", () => {
    const origin = { repository: "org/name", revision: "v1" };
    expect(found([config(llama)], origin).subject).toMatchObject({
      ...origin,
      file: "config.json",
    });
  });
});
