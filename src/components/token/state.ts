import { signal } from "@preact/signals";
import { choice, wholeNumber } from "../state/input.ts";
import { shapeOf } from "./amounts.ts";
import { modelNames, slugs } from "./models.ts";
import { texts } from "./words.ts";

/** The model and the tokens of the answer, the readings and the block. */
export const model = choice("model", "Model", "llama-3.1-8b", modelNames);
export const tokens = wholeNumber("tokens", "Tokens", 16_384, 1, 10_000_000);

/** The words of the layer that is drawn: the newest, and the one whose key it is held against. */
export const newest = choice("at", "Newest token", "it", texts);
export const against = choice("key", "Compared with the key of", "cat", texts);

/** A generation: the prompt, and the passes after it. */
export const prompt = wholeNumber("prompt", "Prompt tokens", 1000, 1, 2 ** 20);
export const passes = wholeNumber("passes", "Decode passes", 500, 1, 2 ** 20);

const most = (of: "layers" | "heads") => Math.max(...slugs.map((slug) => shapeOf(slug)[of]));

/** The piece of the block that is told about: where a model has fewer, its last one. */
export const layer = wholeNumber("layer", "Layer", 12, 1, most("layers"));
export const head = wholeNumber("head", "KV head", 3, 1, most("heads"));
export const part = choice("part", "Vectors", "keys", { keys: "keys", values: "values" });
export const scale = choice("scale", "Scale", "fit", {
  fit: "as large as fits",
  same: "one for all models",
});

/** Every input of the article, in the order links list them. */
export const inputs = [
  model,
  tokens,
  newest,
  against,
  prompt,
  passes,
  layer,
  head,
  part,
  scale,
] as const;

/** Tokens in the block while it grows before the reader's eyes; undefined when it stands still. */
export const growing = signal<number | undefined>(undefined);

/** The piece of the block under the pointer, while there is one. */
export const pointed = signal<Piece | undefined>(undefined);

export interface Piece {
  readonly layer: number;
  readonly head: number;
  readonly part: "keys" | "values";
}
