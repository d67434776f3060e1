/** A named quantity in a formula: what a reader can point at, look up and change. */
export interface Term {
  /** The name the field uses, as in config.json where there is one: `num_key_value_heads`. */
  readonly id: string;
  /** TeX for the symbol. */
  readonly symbol: string;
  /** Plain words for the symbol: "KV heads". */
  readonly name: string;
  /** What one of it is, or empty for a bare count: "bytes", "tokens". */
  readonly unit: string;
  /** One sentence on what it stands for. */
  readonly meaning: string;
}

/** A formula is one of these, and everything shown or computed is read off it. */
export type Expression =
  | { readonly kind: "term"; readonly term: Term }
  | { readonly kind: "number"; readonly value: bigint }
  | { readonly kind: "product"; readonly factors: readonly Expression[] }
  | { readonly kind: "sum"; readonly addends: readonly Expression[] }
  | { readonly kind: "least"; readonly of: readonly Expression[] }
  | { readonly kind: "whole"; readonly of: Expression; readonly by: Expression }
  | { readonly kind: "quotient"; readonly of: Expression; readonly by: Expression };

/** An expression with a name and the quantity it gives. */
export interface Formula {
  readonly id: string;
  readonly result: Term;
  readonly expression: Expression;
}

type Operand = Expression | Term | bigint;

function toExpression(operand: Operand): Expression {
  if (typeof operand === "bigint") return { kind: "number", value: operand };
  return "kind" in operand ? operand : { kind: "term", term: operand };
}

export const product = (...factors: Operand[]): Expression => ({
  kind: "product",
  factors: factors.map(toExpression),
});

export const sum = (...addends: Operand[]): Expression => ({
  kind: "sum",
  addends: addends.map(toExpression),
});

/** The smallest of several expressions: what a window keeps of the tokens. */
export const least = (...of: Operand[]): Expression => ({
  kind: "least",
  of: of.map(toExpression),
});

/** How often `by` fits into `of`, the rest dropped: entries that stand for several tokens each. */
export const wholeTimes = (of: Operand, by: Operand): Expression => ({
  kind: "whole",
  of: toExpression(of),
  by: toExpression(by),
});

/** One expression divided by another, exactly. */
export const quotient = (of: Operand, by: Operand): Expression => ({
  kind: "quotient",
  of: toExpression(of),
  by: toExpression(by),
});

/** The parts an expression is built from, in reading order. */
export function parts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "product":
      return expression.factors;
    case "sum":
      return expression.addends;
    case "least":
      return expression.of;
    case "whole":
    case "quotient":
      return [expression.of, expression.by];
    default:
      return [];
  }
}

/** Every term of an expression, once each, in reading order. */
export function terms(expression: Expression): Term[] {
  const seen = new Map<string, Term>();
  const visit = (node: Expression): void => {
    if (node.kind === "term") seen.set(node.term.id, node.term);
    parts(node).forEach(visit);
  };
  visit(expression);
  return [...seen.values()];
}
