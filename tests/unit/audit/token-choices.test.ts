import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenChoices } from "../../../src/lib/audit/token-choices.ts";

const said = (label: string | undefined) => tokenChoices(label)!.choices.map((one) => one.label);
const values = (label: string) => tokenChoices(label)!.choices.map((one) => one.value);

describe("a k in the token count", () => {
  test("is 1,000 or 1,024, and which is how the label is read", () => {
    expect(tokenChoices("16k")).toEqual({
      id: "k",
      name: "k in the token count",
      reading: true,
      choices: [
        { value: 16_000n, label: "1,000: 16,000 tokens" },
        { value: 16_384n, label: "1,024: 16,384 tokens" },
      ],
    });
  });

  test("is squared in an m", () => {
    expect(said("1m")).toEqual(["1,000: 1,000,000 tokens", "1,024: 1,048,576 tokens"]);
  });

  test("is 1,000 alone where 1,024 leaves part of a token", () => {
    expect(said("1.5k")).toEqual(["1,000: 1,500 tokens", "1,024: 1,536 tokens"]);
    expect(said("1.1k")).toEqual(["1,000: 1,100 tokens"]);
  });
});

describe("a plain token count", () => {
  test.each<[string, string[]]>([
    ["16,384", ["16,384 tokens", "16,000 tokens"]],
    ["16ki", ["16,384 tokens", "16,000 tokens"]],
    ["16,000", ["16,000 tokens", "16,384 tokens"]],
    ["128,000", ["128,000 tokens", "125,000 tokens", "131,072 tokens"]],
    ["1,048,576", ["1,048,576 tokens", "1,024,000 tokens"]],
    ["20,480", ["20,480 tokens", "20,000 tokens"]],
    ["5,120", ["5,120 tokens", "5,000 tokens"]],
    ["1,500", ["1,500 tokens"]],
    ["2,049", ["2,049 tokens"]],
    ["1", ["1 token"]],
  ])("%s may stand for a round number", (label, expected) => {
    expect(said(label)).toEqual(expected);
    expect(tokenChoices(label)).toMatchObject({ id: "tokens", name: "tokens", reading: false });
  });

  test("is of one token where none is stated", () => {
    expect(said(undefined)).toEqual(["1 token"]);
  });

  test("that is a number of thousands may have meant as many of 1,024, and the other way", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000 }), (thousands) => {
        const [round, binary] = [BigInt(thousands) * 1000n, BigInt(thousands) * 1024n];
        expect(values(`${round}`)[0]).toBe(round);
        expect(values(`${round}`)).toContain(binary);
        expect(values(`${binary}`)[0]).toBe(binary);
        expect(values(`${binary}`)).toContain(round);
      }),
    );
  });

  test("stands for itself where it is a number of neither", () => {
    const odd = fc
      .integer({ min: 1, max: 4_000_000 })
      .filter((tokens) => tokens % 1000 !== 0 && tokens % 1024 !== 0);
    fc.assert(
      fc.property(odd, (tokens) => {
        expect(values(`${tokens}`)).toEqual([BigInt(tokens)]);
      }),
    );
  });
});
