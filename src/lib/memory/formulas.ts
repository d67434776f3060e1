import { type Formula, least, product, sum, wholeTimes } from "../formula/expression.ts";
import { cacheTerms as t } from "./terms.ts";

const cache = (id: string, expression: Formula["expression"]): Formula => ({
  id,
  result: t.cache,
  expression,
});

const perToken = sum(product(t.keyDim, t.bytesPerKey), product(t.valueDim, t.bytesPerValue));
const latentPerToken = product(sum(t.rank, t.ropeDim), t.bytesPerKey);
const recent = least(t.tokens, t.window);
const entries = wholeTimes(t.tokens, t.ratio);

/** The cache of equal attention layers whose keys and values have one width and one format. */
export const denseCache = cache(
  "dense-cache",
  product(t.keyAndValue, t.layers, t.kvHeads, t.headDim, t.bytesPerElement, t.tokens, t.batch),
);

/** What one token leaves in equal attention layers: the cache's formula without tokens and sequences. */
export const denseToken: Formula = {
  id: "dense-token",
  result: t.perToken,
  expression: product(t.keyAndValue, t.layers, t.kvHeads, t.headDim, t.bytesPerElement),
};

/** The cache of equal attention layers where keys and values may differ in width and format. */
export const attentionCache = cache(
  "attention-cache",
  product(t.layers, t.kvHeads, perToken, t.tokens, t.batch),
);

/** Attention layers that keep no more than a window or a chunk of tokens. */
export const windowCache = cache(
  "window-cache",
  product(t.layers, t.kvHeads, perToken, recent, t.batch),
);

/** MLA: one latent and one rotary key per token for all heads, kept once and in the keys' format. */
export const latentCache = cache(
  "latent-cache",
  product(t.layers, latentPerToken, t.tokens, t.batch),
);

/** A latent per token, over a window. */
export const latentWindowCache = cache(
  "latent-window-cache",
  product(t.layers, latentPerToken, recent, t.batch),
);

/** One entry for every few tokens. */
export const compressedCache = cache(
  "compressed-cache",
  product(t.layers, t.entryWidth, t.bytesPerKey, entries, t.batch),
);

/** Index keys in the cache's own format. */
export const indexCache = cache(
  "index-cache",
  product(t.layers, t.indexDim, t.bytesPerKey, entries, t.batch),
);

/** Index keys in the format the model fixes. */
export const fixedIndexCache = cache(
  "fixed-index-cache",
  product(t.layers, t.entryBytes, entries, t.batch),
);

/** States: independent of the tokens. */
export const stateCache = cache(
  "state-cache",
  product(
    t.layers,
    sum(product(t.convElements, t.convBytes), product(t.stateElements, t.stateBytes)),
    t.batch,
  ),
);

/** Layers that read another's cache. */
export const sharedCache = cache("shared-cache", product(0n, t.layers));
