import type { AttentionLayers, LatentLayers } from "../architecture/architecture.ts";
import { evaluate } from "../formula/evaluate.ts";
import { toInteger } from "../quantity/ratio.ts";
import { formulaOf, valuesOf } from "./layouts.ts";
import { cacheTerms as t } from "./terms.ts";

/**
 * Numbers that one layer keeps for one token, whatever format they are kept in: the formula of its
 * group with one layer, one token and one byte for each number.
 */
export function numbersPerToken(group: AttentionLayers | LatentLayers): bigint {
  const values = { ...valuesOf(group, { tokens: 1n }), [t.layers.id]: 1n };
  const plain = { ...values, [t.bytesPerKey.id]: 1n, [t.bytesPerValue.id]: 1n };
  return toInteger(evaluate(formulaOf(group).expression, plain), "the numbers of a token");
}
