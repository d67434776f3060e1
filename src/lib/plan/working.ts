import type { LayerGroup, Trace } from "../architecture/architecture.ts";
import { keeps } from "../architecture/words.ts";
import { toCode } from "../formula/code.ts";
import { termValue, type Values } from "../formula/evaluate.ts";
import {
  type Expression,
  type Formula,
  product,
  sum,
  type Term,
  terms,
} from "../formula/expression.ts";
import { cacheTerms as t } from "../memory/terms.ts";
import { compare, type Ratio, ratio } from "../quantity/ratio.ts";
import type { Plan } from "./plan.ts";
import type { Kept } from "./requests.ts";

/** One number of a group's formula, and where it came from. */
export interface Given {
  readonly term: Term;
  readonly value: Ratio;
  /** Fields of the config that decide it; none where the reader chose it. */
  readonly fields: readonly Trace[];
  /** Whether the reader chose it: a length, a number of requests, a format. */
  readonly chosen: boolean;
}

/** A group of layers worked out: its formula with numbers, each with its source. */
export interface GroupWorking extends Kept {
  /** What its layers keep, in a few words. */
  readonly keeps: string;
  readonly given: readonly Given[];
}

const chosenTerms: ReadonlySet<string> = new Set(
  [t.tokens, t.batch, t.bytesPerKey, t.bytesPerValue].map(({ id }) => id),
);

/** Names under which readers trace what decides a term, likeliest first. */
const decidedBy: Readonly<Record<string, readonly string[]>> = {
  [t.kvHeads.id]: ["kvHeads", "globalKvHeads", "slidingKvHeads", "queryHeads"],
  [t.keyDim.id]: ["headDim", "globalHeadDim", "slidingKeyDim"],
  [t.valueDim.id]: ["valueDim", "slidingValueDim", "headDim", "globalHeadDim"],
  [t.window.id]: ["window"],
  [t.rank.id]: ["rank"],
  [t.ropeDim.id]: ["ropeDim"],
  [t.entryWidth.id]: ["headDim"],
  [t.indexDim.id]: ["indexKeyDim"],
  [t.entryBytes.id]: ["indexEntryBytes"],
  [t.ratio.id]: ["indexRatio", "ratio"],
};

const scheduled = /^(schedule|none|shared)$|Every$|From$/;
const ofStates = /^(mamba|linear|conv|state|expand|headsInGroup|ple|ngram|streams)/;

const traceOf = (plan: Plan): Plan["setUp"]["subject"]["architecture"]["trace"] =>
  plan.setUp.subject.architecture.trace;

const named = (plan: Plan, decides: (what: string) => boolean): Trace[] =>
  Object.entries(traceOf(plan))
    .filter(([what]) => decides(what))
    .map(([, one]) => one);

const isValue = ({ value }: Trace, wanted: Ratio): boolean => {
  const is = (one: unknown) =>
    typeof one === "number" && Number.isInteger(one) && compare(ratio(one), wanted) === 0;
  return Array.isArray(value) ? value.some(is) : is(value);
};

/** The fields that decide a term's number: those with that very value, else all that may. */
function fieldsFor(plan: Plan, group: LayerGroup, id: string, value: Ratio): Trace[] {
  if (id === t.layers.id) {
    const count = named(plan, (what) => what === "count").filter((one) => isValue(one, value));
    return count.length > 0
      ? count
      : named(plan, (what) => what === "count" || scheduled.test(what));
  }
  if (group.kind === "state") return named(plan, (what) => ofStates.test(what));
  const names = decidedBy[id] ?? [];
  const all = names.flatMap((what) => named(plan, (one) => one === what));
  const same = all.filter((one) => isValue(one, value));
  return same.length > 0 ? same.slice(0, 1) : all;
}

/** Every group of a plan's layers worked out, each number with the field it came from. */
export const workingOf = (plan: Plan): GroupWorking[] =>
  plan.kept.map((row) => ({
    ...row,
    keeps: keeps(row.group),
    given: terms(row.formula.expression).map((term) => {
      const value = termValue(term.id, row.values);
      const chosen = chosenTerms.has(term.id);
      const fields = chosen ? [] : fieldsFor(plan, row.group, term.id, value);
      return { term, value, fields, chosen };
    }),
  }));

function renamed(expression: Expression, rename: (term: Term) => Term): Expression {
  const inside = (part: Expression) => renamed(part, rename);
  switch (expression.kind) {
    case "term":
      return { ...expression, term: rename(expression.term) };
    case "number":
      return expression;
    case "product":
      return { ...expression, factors: expression.factors.map(inside) };
    case "sum":
      return { ...expression, addends: expression.addends.map(inside) };
    case "least":
      return { ...expression, of: expression.of.map(inside) };
    default:
      return { ...expression, of: inside(expression.of), by: inside(expression.by) };
  }
}

/** A formula's own copy of the terms that differ from those of other parts, told apart by a number. */
function numbered(part: Kept | NonNullable<Kept["saved"]>, place: number, shared: Values) {
  const values: Record<string, Ratio> = {};
  const expression = renamed(part.formula.expression, (term) => {
    const value = termValue(term.id, part.values);
    const same = Object.hasOwn(shared, term.id) && compare(termValue(term.id, shared), value) === 0;
    const own = same
      ? term
      : { ...term, id: `${term.id}_${place}`, symbol: `${term.symbol}^{(${place})}` };
    values[own.id] = value;
    return own;
  });
  return { expression, values };
}

/**
 * The cache of a plan as one formula over all groups of layers, with its values: what is kept apart,
 * less what the shared prefix saves. Terms that differ between groups carry the group's number.
 */
export function cacheFormula({ kept }: Plan): { formula: Formula; values: Values } {
  const parts = kept.flatMap((row) => [
    { part: row, sign: 1n },
    ...(row.saved ? [{ part: row.saved, sign: -1n }] : []),
  ]);
  if (parts.length === 1) return { formula: kept[0]!.formula, values: kept[0]!.values };
  const { tokens, batch } = t;
  const first = kept[0]!.values;
  const shared: Values = {
    [tokens.id]: termValue(tokens.id, first),
    [batch.id]: termValue(batch.id, first),
  };
  const all = parts.map(({ part, sign }, place) => {
    const { expression, values } = numbered(part, place + 1, shared);
    return { expression: sign === 1n ? expression : product(sign, expression), values };
  });
  return {
    formula: {
      id: "cache-of-all-groups",
      result: t.cache,
      expression: sum(...all.map(({ expression }) => expression)),
    },
    values: Object.assign({}, ...all.map(({ values }) => values)),
  };
}

/** A program that computes a plan's cache and prints it, in either language. */
export function cacheCode(plan: Plan, language: "python" | "typescript"): string {
  const { formula, values } = cacheFormula(plan);
  return toCode(formula, values, language);
}
