import { type Formula, product, quotient, sum, type Term } from "../formula/expression.ts";
import { cacheTerms } from "./terms.ts";
import { countParameters, type DenseShape } from "./weights.ts";

/** The terms of generating text: one pass over the prompt, then passes over one token each. */
export const generationTerms = {
  prompt: {
    id: "prompt_tokens",
    symbol: "p",
    name: "prompt tokens",
    unit: "tokens",
    meaning: "Tokens of the prompt, which go through the layers together in the prefill.",
  },
  passes: {
    id: "decode_passes",
    symbol: "n",
    name: "decode passes",
    unit: "",
    meaning: "Passes after the prefill; each takes the newest token and gives the next.",
  },
  kept: {
    id: "tokens_computed_with_cache",
    symbol: "N_{\\text{kept}}",
    name: "tokens computed, keys and values kept",
    unit: "tokens",
    meaning: "Tokens that go through the layers, prefill and decode together.",
  },
  again: {
    id: "tokens_computed_without_cache",
    symbol: "N_{\\text{again}}",
    name: "tokens computed, nothing kept",
    unit: "tokens",
    meaning: "Tokens that go through the layers when every pass starts from the first token.",
  },
  read: {
    id: "cache_read",
    symbol: "R",
    name: "cache read",
    unit: "bytes",
    meaning: "Bytes of cache that the decode passes read together, each entry once a pass.",
  },
} as const satisfies Record<string, Term>;

const { prompt, passes, kept, again, read } = generationTerms;

/** Tokens computed with a cache: every token once. */
export const computedWithCache: Formula = {
  id: "computed-with-cache",
  result: kept,
  expression: sum(prompt, passes),
};

/**
 * Tokens computed without a cache: p in the first pass and one more in each that follows, so the sum
 * of p + i for i from 0 to n. Reading one token at a time from the start is p = 1.
 */
export const computedWithoutCache: Formula = {
  id: "computed-without-cache",
  result: again,
  expression: quotient(product(sum(passes, 1n), sum(product(2n, prompt), passes)), 2n),
};

/**
 * Bytes of cache that n decode passes read after a prompt of p tokens: pass i attends to p + i tokens,
 * its own included. Caches that keep every token; the least an attention layer has to read.
 */
export const cacheReads: Formula = {
  id: "cache-reads",
  result: read,
  expression: product(
    cacheTerms.perToken,
    quotient(product(passes, sum(product(2n, prompt), passes, 1n)), 2n),
  ),
};

/**
 * Parameters that one pass has to read, whatever the tokens: all of them but the embedding on the way
 * in, of which each token needs its own row only. For models whose output matrix is not the embedding.
 */
export const parametersRead = (shape: DenseShape): bigint =>
  countParameters(shape) - BigInt(shape.vocab_size) * BigInt(shape.hidden_size);
