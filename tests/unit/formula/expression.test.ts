import { expect, test } from "vitest";
import { evaluate } from "../../../src/lib/formula/evaluate.ts";
import {
  least,
  product,
  quotient,
  sum,
  type Term,
  terms,
  wholeTimes,
} from "../../../src/lib/formula/expression.ts";
import { texNumbers, texSymbols } from "../../../src/lib/formula/typeset.ts";
import { working } from "../../../src/lib/formula/working.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const term = (id: string): Term => ({ id, symbol: id, name: id, unit: "", meaning: "" });
const [a, b, c, d] = [term("a"), term("b"), term("c"), term("d")];
const shown = (expression: ReturnType<typeof sum>) =>
  texSymbols({ id: "m", result: term("m"), expression }, { bare: true });

test("the terms of any expression are named once, in reading order", () => {
  const ids = (expression: ReturnType<typeof sum>) => terms(expression).map(({ id }) => id);
  expect(ids(sum(c, least(b, product(a, c)), 2n))).toEqual(["c", "b", "a"]);
  expect(ids(quotient(d, wholeTimes(a, b)))).toEqual(["d", "a", "b"]);
});

test("the smallest of several is found wherever it stands", () => {
  for (const values of [
    { a: 1, b: 2, c: 3 },
    { a: 3, b: 1, c: 2 },
    { a: 2, b: 3, c: 1 },
  ])
    expect(evaluate(least(a, b, c), values)).toEqual(ratio(1));
});

test("a quotient keeps its fraction where a whole count drops it", () => {
  expect(evaluate(quotient(a, b), { a: 7, b: 4 })).toEqual(ratio(7, 4));
  expect(evaluate(wholeTimes(a, b), { a: 7, b: 4 })).toEqual(ratio(1));
});

test("sums are bracketed in a product and nowhere else", () => {
  expect(shown(sum(a, product(b, sum(c, d))))).toBe("a + b \\cdot (c + d)");
  expect(shown(least(sum(a, b), c))).toBe("\\min(a + b,\\, c)");
  expect(shown(quotient(sum(a, b), c))).toBe("\\frac{a + b}{c}");
});

test("thousands are set off in a way TeX does not space as a list", () => {
  expect(shown(product(1_048_576n, a))).toBe("1{,}048{,}576 \\cdot a");
  const formula = { id: "m", result: a, expression: sum(b, 1000n) };
  expect(texNumbers(formula, { b: 2_000_000 })).toBe("2{,}000{,}000 + 1{,}000");
});

test("what is no product is worked in one step that names no term", () => {
  expect(working(sum(a, 1n), { a: 4 })).toEqual([
    { term: undefined, factor: ratio(5), product: ratio(5) },
  ]);
});
