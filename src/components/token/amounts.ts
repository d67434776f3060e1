import { config as llama2 } from "../../content/models/llama-2-13b.json";
import { config as llama8 } from "../../content/models/llama-3.1-8b.json";
import { config as llama70 } from "../../content/models/llama-3.1-70b.json";
import { config as llama405 } from "../../content/models/llama-3.1-405b.json";
import { type DenseConfig, headDim } from "../../lib/architecture/dense.ts";
import { evaluate, type Values } from "../../lib/formula/evaluate.ts";
import { denseToken } from "../../lib/memory/formulas.ts";
import { cacheTerms as t } from "../../lib/memory/terms.ts";
import { toInteger } from "../../lib/quantity/ratio.ts";
import type { ModelSlug, Shape } from "./models.ts";

const configs: Readonly<Record<ModelSlug, DenseConfig>> = {
  "llama-3.1-8b": llama8,
  "llama-3.1-70b": llama70,
  "llama-3.1-405b": llama405,
  "llama-2-13b": llama2,
};

export function shapeOf(slug: ModelSlug): Shape {
  const config = configs[slug];
  return {
    layers: config.num_hidden_layers,
    heads: config.num_key_value_heads,
    dim: headDim(config),
  };
}

/** Heads that ask in each layer. */
export const queryHeadsOf = (slug: ModelSlug): number => configs[slug].num_attention_heads;

/** Bytes of one number in the 16-bit formats that all of this article is in. */
export const bytesPerNumber = 2;

/** The values of what one token leaves. */
export function tokenValues(slug: ModelSlug): Values {
  const { layers, heads, dim } = shapeOf(slug);
  return {
    [t.keyAndValue.id]: 2,
    [t.layers.id]: layers,
    [t.kvHeads.id]: heads,
    [t.headDim.id]: dim,
    [t.bytesPerElement.id]: bytesPerNumber,
  };
}

/** Bytes that one token leaves in all layers. */
export const perToken = (slug: ModelSlug): bigint =>
  toInteger(evaluate(denseToken.expression, tokenValues(slug)));

/** Keys and values that one token leaves: two for every KV head of every layer. */
export function vectorsPerToken(slug: ModelSlug): bigint {
  const { layers, heads } = shapeOf(slug);
  return 2n * BigInt(layers) * BigInt(heads);
}
