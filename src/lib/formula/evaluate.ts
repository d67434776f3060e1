import {
  add,
  compare,
  divide,
  floor,
  multiply,
  type Ratio,
  ratio,
  toRatio,
} from "../quantity/ratio.ts";
import type { Expression } from "./expression.ts";

/** A number for each term of a formula, by term id. */
export type Values = Readonly<Record<string, Ratio | bigint | number>>;

/** The value of a term. Throws a RangeError naming the term when there is none. */
export function termValue(id: string, values: Values): Ratio {
  const value = Object.hasOwn(values, id) ? values[id] : undefined;
  if (value === undefined) throw new RangeError(`the formula needs a value for ${id}`);
  return toRatio(value);
}

/** The exact value of an expression. Throws a RangeError when a term has no value. */
export function evaluate(expression: Expression, values: Values): Ratio {
  switch (expression.kind) {
    case "term":
      return termValue(expression.term.id, values);
    case "number":
      return ratio(expression.value);
    case "product":
      return expression.factors.map((part) => evaluate(part, values)).reduce(multiply, ratio(1n));
    case "sum":
      return expression.addends.map((part) => evaluate(part, values)).reduce(add, ratio(0n));
    case "least":
      return expression.of
        .map((part) => evaluate(part, values))
        .reduce((a, b) => (compare(a, b) <= 0 ? a : b));
    case "whole":
      return ratio(floor(divide(evaluate(expression.of, values), evaluate(expression.by, values))));
    case "quotient":
      return divide(evaluate(expression.of, values), evaluate(expression.by, values));
  }
}
