import type { Ratio } from "../quantity/ratio.ts";
import { termValue, type Values } from "./evaluate.ts";
import { type Expression, type Formula, parts, type Term, terms } from "./expression.ts";

type Language = "python" | "typescript";

interface Dialect {
  readonly assign: (name: string, value: string, comment: string) => string;
  readonly number: (value: Ratio) => string;
  readonly whole: (value: bigint) => string;
  readonly least: (parts: string[]) => string;
  readonly times: (of: string, by: string) => string;
  readonly quotient: (of: string, by: string) => string;
  readonly print: (name: string) => string;
  readonly printBytes: (name: string) => string;
}

const identifier = (term: Term): string => term.id.replace(/\W/g, "_");

const dialects: Record<Language, Dialect> = {
  python: {
    assign: (name, value, comment) => `${name} = ${value}${comment && `  # ${comment}`}`,
    number: ({ n, d }) => (d === 1n ? String(n) : `Fraction(${n}, ${d})`),
    whole: String,
    least: (parts) => `min(${parts.join(", ")})`,
    times: (of, by) => `(${of} // ${by})`,
    quotient: (of, by) => `Fraction(${of}, ${by})`,
    print: (name) => `print(${name})`,
    printBytes: (name) => `print(${name}, float(${name}) / 2**30, "GiB")`,
  },
  typescript: {
    assign: (name, value, comment) => `const ${name} = ${value};${comment && ` // ${comment}`}`,
    number: ({ n, d }) => (d === 1n ? String(n) : `${n} / ${d}`),
    whole: String,
    least: (parts) => `Math.min(${parts.join(", ")})`,
    times: (of, by) => `Math.floor(${of} / ${by})`,
    quotient: (of, by) => `${of} / ${by}`,
    print: (name) => `console.log(${name});`,
    printBytes: (name) => `console.log(${name}, ${name} / 2 ** 30, "GiB");`,
  },
};

/** What an expression stands in: a product puts brackets around sums, a divisor around products too. */
type Within = "sum" | "product" | "divisor";

function code(expression: Expression, dialect: Dialect, within: Within = "sum"): string {
  const bracketed = (text: string, ...where: Within[]) =>
    where.includes(within) ? `(${text})` : text;
  const divided = ({ of, by }: { of: Expression; by: Expression }) =>
    [code(of, dialect, "product"), code(by, dialect, "divisor")] as const;
  switch (expression.kind) {
    case "term":
      return identifier(expression.term);
    case "number":
      return dialect.whole(expression.value);
    case "product":
      return bracketed(
        expression.factors.map((part) => code(part, dialect, "product")).join(" * "),
        "divisor",
      );
    case "sum":
      return bracketed(
        expression.addends.map((part) => code(part, dialect)).join(" + "),
        "product",
        "divisor",
      );
    case "least":
      return dialect.least(expression.of.map((part) => code(part, dialect)));
    case "whole":
      return dialect.times(...divided(expression));
    case "quotient":
      return bracketed(dialect.quotient(...divided(expression)), "divisor");
  }
}

const divides = (expression: Expression): boolean =>
  expression.kind === "quotient" || parts(expression).some(divides);

/**
 * A runnable snippet that computes the formula with the given values and prints the result, bytes in
 * GiB too.
 */
export function toCode(formula: Formula, values: Values, language: Language): string {
  const dialect = dialects[language];
  const inputs = terms(formula.expression).map((term) => ({
    term,
    value: termValue(term.id, values),
  }));
  const result = identifier(formula.result);
  const imports =
    language === "python" &&
    (divides(formula.expression) || inputs.some(({ value }) => value.d !== 1n))
      ? ["from fractions import Fraction", ""]
      : [];
  return [
    ...imports,
    ...inputs.map(({ term, value }) =>
      dialect.assign(identifier(term), dialect.number(value), term.name),
    ),
    dialect.assign(result, code(formula.expression, dialect), formula.result.unit),
    formula.result.unit === "bytes" ? dialect.printBytes(result) : dialect.print(result),
  ].join("\n");
}
