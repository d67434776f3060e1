import { grouped } from "../quantity/print.ts";
import type { Ratio } from "../quantity/ratio.ts";
import { termValue, type Values } from "./evaluate.ts";
import type { Expression, Formula, Term } from "./expression.ts";

/** How a term is written: by its symbol, or by its number. */
type Write = (term: Term) => string;

function write(expression: Expression, term: Write, inProduct = false): string {
  switch (expression.kind) {
    case "term":
      return term(expression.term);
    case "number":
      return grouped(expression.value).replaceAll(",", "{,}");
    case "product":
      return expression.factors.map((part) => write(part, term, true)).join(" \\cdot ");
    case "sum": {
      const text = expression.addends.map((part) => write(part, term)).join(" + ");
      return inProduct ? `(${text})` : text;
    }
    case "least":
      return `\\min(${expression.of.map((part) => write(part, term)).join(",\\, ")})`;
    case "whole":
      return `\\left\\lfloor \\frac{${write(expression.of, term)}}{${write(expression.by, term)}} \\right\\rfloor`;
    case "quotient":
      return `\\frac{${write(expression.of, term)}}{${write(expression.by, term)}}`;
  }
}

/** A number as TeX: 16{,}000, or \tfrac{17}{16} for a part of a byte. */
export function texNumber({ n, d }: Ratio): string {
  const whole = grouped(n).replaceAll(",", "{,}");
  return d === 1n ? whole : `\\tfrac{${whole}}{${d}}`;
}

/** Wraps a term so that the page can find it again: `data-term` on the rendered symbol. */
const marked = (term: Term, tex: string): string => `\\htmlData{term=${term.id}}{${tex}}`;

/**
 * The formula in symbols. With `mark`, each term carries its id for KaTeX's `\\htmlData`; with `bare`,
 * the result and its equals sign are left away.
 */
export function texSymbols(formula: Formula, { mark = false, bare = false } = {}): string {
  const symbol: Write = (term) => (mark ? marked(term, term.symbol) : term.symbol);
  const expression = write(formula.expression, symbol);
  return bare ? expression : `${symbol(formula.result)} = ${expression}`;
}

/** The formula with every symbol replaced by its number. */
export function texNumbers(formula: Formula, values: Values, { mark = false } = {}): string {
  return write(formula.expression, (term) => {
    const tex = texNumber(termValue(term.id, values));
    return mark ? marked(term, tex) : tex;
  });
}
