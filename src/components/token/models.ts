/** Models whose layers all keep every token, by the name of their page. */
export const modelNames = {
  "llama-3.1-8b": "Llama 3.1 8B",
  "llama-3.1-70b": "Llama 3.1 70B",
  "llama-3.1-405b": "Llama 3.1 405B",
  "llama-2-13b": "Llama 2 13B",
} as const;

export type ModelSlug = keyof typeof modelNames;
export const slugs = Object.keys(modelNames) as ModelSlug[];

/** What decides the size of a cache whose layers are all alike. */
export interface Shape {
  readonly layers: number;
  readonly heads: number;
  /** Numbers in one head's key, and in its value. */
  readonly dim: number;
}
