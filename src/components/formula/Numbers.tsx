import type { ComponentChildren } from "preact";
import { termValue, type Values } from "../../lib/formula/evaluate.ts";
import type { Expression } from "../../lib/formula/expression.ts";
import { decimals, grouped } from "../../lib/quantity/print.ts";
import type { Ratio } from "../../lib/quantity/ratio.ts";

const number = (value: Ratio): string =>
  value.d === 1n ? grouped(value.n) : decimals(value, 6).replace(/0+$/, "");

const between = (parts: ComponentChildren[], mark: string) =>
  parts.map((part, index) => [index > 0 && <span class="times">{mark}</span>, part]);

/** Kinds within which a sum needs brackets. */
const closes: ReadonlySet<Expression["kind"]> = new Set(["product", "quotient"]);

/** An expression with numbers for its terms; each can be pointed at. */
export function Numbers({
  expression,
  values,
  inner = false,
}: {
  readonly expression: Expression;
  readonly values: Values;
  readonly inner?: boolean;
}): ComponentChildren {
  const write = (part: Expression) => (
    <Numbers expression={part} values={values} inner={closes.has(expression.kind)} />
  );
  switch (expression.kind) {
    case "term":
      return (
        <span class="number" data-term={expression.term.id}>
          {number(termValue(expression.term.id, values))}
        </span>
      );
    case "number":
      return grouped(expression.value);
    case "product":
      return between(expression.factors.map(write), " × ");
    case "sum": {
      const text = between(expression.addends.map(write), " + ");
      return inner ? ["(", text, ")"] : text;
    }
    case "least":
      return ["min(", between(expression.of.map(write), ", "), ")"];
    case "whole":
      return ["⌊", write(expression.of), <span class="times"> ÷ </span>, write(expression.by), "⌋"];
    case "quotient":
      return [write(expression.of), <span class="times"> ÷ </span>, write(expression.by)];
  }
}
