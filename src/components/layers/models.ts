import type { Model } from "../models/amounts.ts";

/** The models the page can show, and those that some of its tables list, by their slugs. */
export interface LayerModels {
  readonly models: readonly Model[];
  readonly hybrids: readonly string[];
  readonly windowed: readonly string[];
}

/** A model by its slug. Throws where the page has none of that name. */
export function modelOf({ models }: LayerModels, slug: string): Model {
  const found = models.find((model) => model.slug === slug);
  if (!found) throw new Error(`the page has no model ${slug}`);
  return found;
}

export const modelsOf = (all: LayerModels, slugs: readonly string[]): Model[] =>
  slugs.map((slug) => modelOf(all, slug));
