import { expect, test } from "vitest";
import { parseTokens, printTokens } from "../../../src/lib/quantity/tokens.ts";

test("a count of tokens is grouped, and one is one token", () => {
  expect(printTokens(16_384)).toBe("16,384 tokens");
  expect(printTokens(1n)).toBe("1 token");
  expect(printTokens(0)).toBe("0 tokens");
});

test("k and m leave open what they mean; ki, mi and plain digits do not", () => {
  const ambiguous = (text: string) => parseTokens(text)?.ambiguous;
  expect([" 16k ", "1M"].map(ambiguous)).toEqual([true, true]);
  expect(["16ki", "1Mi", "16,384"].map(ambiguous)).toEqual([false, false, false]);
  expect(parseTokens("1mi")?.tokens).toBe(2n ** 20n);
});
