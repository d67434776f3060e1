import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCode } from "../../../src/lib/formula/code.ts";
import { evaluate, type Values } from "../../../src/lib/formula/evaluate.ts";
import {
  type Expression,
  least,
  product,
  quotient,
  sum,
  type Term,
  wholeTimes,
} from "../../../src/lib/formula/expression.ts";
import { ratio, toNumber } from "../../../src/lib/quantity/ratio.ts";

const term = (id: string, name = "", unit = ""): Term => ({
  id,
  symbol: id,
  name,
  unit,
  meaning: "",
});
const [a, b, c] = [term("a"), term("b"), term("c")];
const formula = (expression: Expression, unit = "") => ({
  id: "m",
  result: term("m", "", unit),
  expression,
});

function printed(expression: Expression, values: Values, unit?: string): unknown[] {
  const lines: unknown[] = [];
  const log = (...line: unknown[]) => lines.push(...line);
  runInNewContext(toCode(formula(expression, unit), values, "typescript"), { console: { log } });
  return lines;
}

const python = (expression: Expression, values: Values, unit?: string) =>
  toCode(formula(expression, unit), values, "python").split("\n");

const letter = fc.constantFrom<Expression[]>(
  ...[a, b, c].map((one): Expression => ({ kind: "term", term: one })),
  { kind: "number", value: 3n },
);
const { expression: anyExpression } = fc.letrec<{ expression: Expression }>((tie) => {
  const part = tie("expression");
  const two = fc.tuple(part, part);
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      letter,
      two.map(([x, y]) => product(x, y)),
      two.map(([x, y]) => sum(x, y)),
      two.map(([x, y]) => least(x, y)),
      two.map(([x, y]) => quotient(x, y)),
    ),
  };
});

describe("a TypeScript snippet", () => {
  test("prints what the formula gives, however its parts are nested", () => {
    const whole = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(anyExpression, whole, whole, whole, (expression, x, y, z) => {
        const values = { a: x, b: y, c: z };
        const exact = toNumber(evaluate(expression, values));
        const [shown] = printed(expression, values);
        expect(Math.abs(Number(shown) - exact)).toBeLessThanOrEqual(exact * 1e-9);
      }),
    );
  });

  test("divides by the whole of a divisor, and drops the rest only of whole counts", () => {
    expect(printed(wholeTimes(sum(a, 1n), product(b, c)), { a: 25, b: 2, c: 4 })).toEqual([3]);
    expect(printed(quotient(a, quotient(b, c)), { a: 12, b: 4, c: 2 })).toEqual([6]);
  });

  test("prints bytes in GiB too and other units alone", () => {
    expect(printed(product(a, 1024n), { a: 2 ** 20 }, "bytes")).toEqual([2 ** 30, 1, "GiB"]);
    expect(printed(sum(a), { a: 5 }, "tokens")).toEqual([5]);
  });

  test("says what its numbers are, fractions as divisions", () => {
    const heads = term("kv-heads", "KV heads");
    const text = toCode(
      formula(product(heads, a)),
      { "kv-heads": 8, a: ratio(17, 16) },
      "typescript",
    );
    expect(text.split("\n")).toEqual([
      "const kv_heads = 8; // KV heads",
      "const a = 17 / 16;",
      "const m = kv_heads * a;",
      "console.log(m);",
    ]);
  });
});

describe("a Python snippet", () => {
  const values = { a: 7, b: 2, c: 3 };

  test("needs no import for whole numbers", () => {
    expect(python(sum(a, product(b, sum(c, 1n))), values, "bytes")).toEqual([
      "a = 7",
      "b = 2",
      "c = 3",
      "m = a + b * (c + 1)  # bytes",
      'print(m, float(m) / 2**30, "GiB")',
    ]);
  });

  test("imports fractions where it divides, however deep", () => {
    expect(python(sum(a, least(b, quotient(a, sum(b, c)))), values)).toEqual([
      "from fractions import Fraction",
      "",
      "a = 7",
      "b = 2",
      "c = 3",
      "m = a + min(b, Fraction(a, (b + c)))",
      "print(m)",
    ]);
  });

  test("imports fractions where one of its numbers is one", () => {
    expect(python(product(a, b), { a: 7, b: ratio(1, 2) }).slice(0, 4)).toEqual([
      "from fractions import Fraction",
      "",
      "a = 7",
      "b = Fraction(1, 2)",
    ]);
  });

  test("brackets what a whole count is taken of and by", () => {
    const expected = "m = ((a + b) // (b * c))";
    expect(python(wholeTimes(sum(a, b), product(b, c)), values)).toContain(expected);
  });
});
