import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { configLimits, type Limits, readJson, textOf } from "../../../src/lib/source/json.ts";
import { NotReadable } from "../../../src/lib/source/problem.ts";

const paste = "Hand over the model’s config.json or params.json.";

function refusal(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof NotReadable) return error.problem;
    throw error;
  }
  throw new Error("it was read");
}

const small: Limits = { bytes: 2 ** 20, depth: 2, values: 4 };
const refused = (reason: string, advice = paste) => ({
  kind: "refused",
  field: "a.json",
  reason,
  advice,
});

test.each([
  "[[1],[2],[3]]",
  '{"a":{},"b":{}}',
  '[{"a":1},[2]]',
  '["[[[[","{{{{"]',
  '["\\"[[[{{{"]',
  '["\\\\"]',
  '{"a,b,c,d,e,f":",,,,,,,"}',
  "[1,2,3,4]",
  "1234567890",
  "[1234567890]",
  " [1]",
])("%s is within the limits", (text) => {
  expect(readJson(text, "a.json", small)).toEqual(JSON.parse(text));
});

test.each([
  "[[[1]]]",
  '{"a":{"b":{}}}',
  '[{"a":[1]}]',
  '["\\\\",[[1]]]',
  '["]]]",[[1]]]',
  '["\\"",[[1]]]',
])("%s is too deep", (text) => {
  expect(refusal(() => readJson(text, "a.json", small))).toEqual(
    refused("nests objects more than 2 deep"),
  );
});

test("too many values", () => {
  expect(refusal(() => readJson("[1,2,3,4,5]", "a.json", small))).toEqual(
    refused("holds more than 4 values"),
  );
  const many = JSON.stringify(Array.from({ length: 1001 }, () => 0));
  expect(refusal(() => readJson(many, "a.json", { ...small, values: 1000 }))).toEqual(
    refused("holds more than 1,000 values"),
  );
});

test("as long as may be, and longer", () => {
  const text = "1".padEnd(2 ** 20);
  expect(readJson(text, "a.json", small)).toBe(1);
  expect(refusal(() => readJson(`${text} `, "a.json", small))).toEqual(
    refused("is longer than 1 MiB, which no config is"),
  );
  expect(refusal(() => readJson(" ".repeat(configLimits.bytes + 1), "a.json"))).toEqual(
    refused("is longer than 2 MiB, which no config is"),
  );
});

test("any value is read as it was written", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom("", "\uFEFF"), (value, mark) => {
      const text = JSON.stringify(value);
      expect(readJson(mark + text, "a.json")).toEqual(JSON.parse(text));
    }),
  );
});

test("a byte order mark is dropped before the text and kept within it", () => {
  expect(readJson('\uFEFF{"a":"\uFEFF"}', "a.json")).toEqual({ a: "\uFEFF" });
  expect(readJson('{"a":"\uFEFF"}', "a.json")).toEqual({ a: "\uFEFF" });
});

describe("what is no JSON", () => {
  const page =
    "Save the file itself and not the page that shows it, or paste the page’s address as a link.";
  test.each<[string, string, string, string?]>([
    ["nothing", "", "is empty"],
    ["spaces", " \n\t ", "is empty"],
    ["only a mark", "\uFEFF", "is empty"],
    ["zeros", "\0\0", "holds binary data, not text"],
    ["a zero among letters", '{"a":1}\0', "holds binary data, not text"],
    ["a page", "<html>", "is a web page (HTML), not JSON", page],
    ["a page after spaces", "\n  <!DOCTYPE html>", "is a web page (HTML), not JSON", page],
    [
      "a pointer",
      "version https://git-lfs.github.com/spec/v1",
      "is a Git LFS pointer, not the file",
      "Run git lfs pull, or download the file.",
    ],
  ])("%s", (_, text, reason, advice) => {
    expect(refusal(() => readJson(text, "a.json"))).toEqual(refused(reason, advice));
  });

  test.each(["{", "[1,]", "version 2", `{"a":"${"x".repeat(300)}\0"}`])("%j", (text) => {
    expect(refusal(() => readJson(text, "a.json"))).toMatchObject({
      reason: expect.stringMatching(/^is not JSON: ./),
      advice: paste,
    });
  });

  test("a long complaint is shortened", () => {
    const parse = vi.spyOn(JSON, "parse").mockImplementation(() => {
      throw new SyntaxError("y".repeat(300));
    });
    const told = refusal(() => readJson("{}", "a.json"));
    parse.mockRestore();
    expect(told).toEqual(refused(`is not JSON: ${"y".repeat(160)}`));
  });
});

test("bytes are text only where they are UTF-8", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const bytes = new TextEncoder().encode(`.${text}`);
      expect(textOf(bytes.buffer, "a.json")).toBe(`.${text}`);
    }),
  );
  const { buffer } = new Uint8Array([0x7b, 0xff]);
  expect(refusal(() => textOf(buffer, "a.json"))).toEqual(refused("holds binary data, not text"));
});

test("any room before a text is passed over", () => {
  expect(readJson(`${" ".repeat(1000)}{}`, "a.json")).toEqual({});
});
