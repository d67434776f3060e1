import { config as llama2 } from "../../content/models/llama-2-13b.json";
import { config as llama8 } from "../../content/models/llama-3.1-8b.json";
import { config as llama70 } from "../../content/models/llama-3.1-70b.json";
import { config as llama405 } from "../../content/models/llama-3.1-405b.json";
import { type DenseConfig, headDim } from "../../lib/architecture/dense.ts";
import { evaluate, type Values } from "../../lib/formula/evaluate.ts";
import { denseToken } from "../../lib/memory/formulas.ts";
import { cacheTerms as t } from "../../lib/memory/terms.ts";
import { toInteger } from "../../lib/quantity/ratio.ts";

/** Models whose layers all keep every token, by the name of their page. */
const models = {
  "llama-3.1-8b": { name: "Llama 3.1 8B", config: llama8 },
  "llama-3.1-70b": { name: "Llama 3.1 70B", config: llama70 },
  "llama-3.1-405b": { name: "Llama 3.1 405B", config: llama405 },
  "llama-2-13b": { name: "Llama 2 13B", config: llama2 },
} as const satisfies Record<string, { name: string; config: DenseConfig }>;

export type ModelSlug = keyof typeof models;
export const slugs = Object.keys(models) as ModelSlug[];

export const nameOf = (slug: ModelSlug): string => models[slug].name;

export const modelNames = Object.fromEntries(slugs.map((slug) => [slug, nameOf(slug)])) as Record<
  ModelSlug,
  string
>;

/** What decides the size of a cache whose layers are all alike. */
export interface Shape {
  readonly layers: number;
  readonly heads: number;
  readonly dim: number;
}

export function shapeOf(slug: ModelSlug): Shape {
  const { config } = models[slug];
  return {
    layers: config.num_hidden_layers,
    heads: config.num_key_value_heads,
    dim: headDim(config),
  };
}

/** Heads that ask in each layer. */
export const queryHeadsOf = (slug: ModelSlug): number => models[slug].config.num_attention_heads;

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
