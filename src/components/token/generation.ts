import { evaluate, type Values } from "../../lib/formula/evaluate.ts";
import type { Formula } from "../../lib/formula/expression.ts";
import {
  cacheReads,
  computedWithCache,
  computedWithoutCache,
  generationTerms,
} from "../../lib/memory/generation.ts";
import { cacheTerms } from "../../lib/memory/terms.ts";
import { toInteger } from "../../lib/quantity/ratio.ts";
import { perToken } from "./amounts.ts";
import type { ModelSlug } from "./models.ts";

/** The values of a generation's formulas. */
export const generationValues = (prompt: number, passes: number, slug: ModelSlug): Values => ({
  [generationTerms.prompt.id]: prompt,
  [generationTerms.passes.id]: passes,
  [cacheTerms.perToken.id]: perToken(slug),
});

export interface Generation {
  readonly values: Values;
  /** Tokens computed when keys and values are kept, and when nothing is. */
  readonly kept: bigint;
  readonly again: bigint;
  /** Bytes of cache that the decode passes read, and that the cache has grown to. */
  readonly read: bigint;
  readonly cache: bigint;
}

/** What a prompt and the decode passes after it take. */
export function generationOf(prompt: number, passes: number, slug: ModelSlug): Generation {
  const values = generationValues(prompt, passes, slug);
  const value = ({ expression }: Formula) => toInteger(evaluate(expression, values));
  const kept = value(computedWithCache);
  return {
    values,
    kept,
    again: value(computedWithoutCache),
    read: value(cacheReads),
    cache: kept * perToken(slug),
  };
}
