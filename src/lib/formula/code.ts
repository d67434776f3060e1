import type { Ratio } from "../quantity/ratio.ts";
import { termValue, type Values } from "./evaluate.ts";
import { type Expression, type Formula, type Term, terms } from "./expression.ts";

type Language = "python" | "typescript";

interface Dialect {
  readonly assign: (name: string, value: string, comment: string) => string;
  readonly number: (value: Ratio) => string;
  readonly whole: (value: bigint) => string;
  readonly least: (parts: string[]) => string;
  readonly times: (of: string, by: string) => string;
  readonly print: (name: string, inBytes: boolean) => string;
}

const identifier = (term: Term): string => term.id.replace(/\W/g, "_");

const dialects: Record<Language, Dialect> = {
  python: {
    assign: (name, value, comment) => `${name} = ${value}${comment && `  # ${comment}`}`,
    number: ({ n, d }) => (d === 1n ? String(n) : `Fraction(${n}, ${d})`),
    whole: String,
    least: (parts) => `min(${parts.join(", ")})`,
    times: (of, by) => `(${of} // ${by})`,
    print: (name, inBytes) => `print(${name}${inBytes ? `, ${name} / 2**30, "GiB"` : ""})`,
  },
  typescript: {
    assign: (name, value, comment) => `const ${name} = ${value};${comment && ` // ${comment}`}`,
    number: ({ n, d }) => (d === 1n ? String(n) : `${n} / ${d}`),
    whole: String,
    least: (parts) => `Math.min(${parts.join(", ")})`,
    times: (of, by) => `Math.floor(${of} / ${by})`,
    print: (name, inBytes) => `console.log(${name}${inBytes ? `, ${name} / 2 ** 30, "GiB"` : ""});`,
  },
};

function code(expression: Expression, dialect: Dialect, inProduct = false): string {
  switch (expression.kind) {
    case "term":
      return identifier(expression.term);
    case "number":
      return dialect.whole(expression.value);
    case "product":
      return expression.factors.map((part) => code(part, dialect, true)).join(" * ");
    case "sum": {
      const text = expression.addends.map((part) => code(part, dialect)).join(" + ");
      return inProduct ? `(${text})` : text;
    }
    case "least":
      return dialect.least(expression.of.map((part) => code(part, dialect)));
    case "whole":
      return dialect.times(code(expression.of, dialect, true), code(expression.by, dialect, true));
  }
}

/** A runnable snippet that computes the formula with the given values and prints it, bytes also in GiB. */
export function toCode(formula: Formula, values: Values, language: Language): string {
  const dialect = dialects[language];
  const inputs = terms(formula.expression).map((term) => ({
    term,
    value: termValue(term.id, values),
  }));
  const result = identifier(formula.result);
  const imports =
    language === "python" && inputs.some(({ value }) => value.d !== 1n)
      ? ["from fractions import Fraction", ""]
      : [];
  return [
    ...imports,
    ...inputs.map(({ term, value }) =>
      dialect.assign(identifier(term), dialect.number(value), term.name),
    ),
    dialect.assign(result, code(formula.expression, dialect), formula.result.unit),
    dialect.print(result, formula.result.unit === "bytes"),
  ].join("\n");
}
