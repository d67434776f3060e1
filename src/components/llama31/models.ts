import {
  config as config8,
  published_parameters as published8,
} from "../../content/models/llama-3.1-8b.json";
import {
  config as config70,
  published_parameters as published70,
} from "../../content/models/llama-3.1-70b.json";
import {
  config as config405,
  published_parameters as published405,
} from "../../content/models/llama-3.1-405b.json";
import { headDim } from "../../lib/architecture/dense.ts";

const model = <Config extends Parameters<typeof headDim>[0]>(
  slug: string,
  config: Config,
  published: number,
) => ({ slug, config, headDim: headDim(config), published });

/** The three models of Llama 3.1, by the name a table's row has. */
export const models = {
  "8B": model("llama-3.1-8b", config8, published8),
  "70B": model("llama-3.1-70b", config70, published70),
  "405B": model("llama-3.1-405b", config405, published405),
} as const;

export type ModelName = keyof typeof models;
export const modelNames = Object.keys(models) as ModelName[];

/** A model's shape, with the head width that follows from its config. */
export const shapeOf = (name: ModelName) => ({
  ...models[name].config,
  head_dim: models[name].headDim,
});
