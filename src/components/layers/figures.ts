import { bytesPerTokenAt, cacheBytes, stateBytesPerSequence } from "../../lib/memory/cache.ts";
import { crossings } from "../../lib/memory/crossing.ts";
import { layeredValues } from "../../lib/memory/layered.ts";
import { everyTokenInEveryLayer } from "../../lib/memory/uncapped.ts";
import { toInteger } from "../../lib/quantity/ratio.ts";
import { whole } from "../models/amounts.ts";
import { layerModels } from "./catalogue.ts";
import { modelOf } from "./models.ts";
import { windowCells } from "./window-cells.ts";

const all = await layerModels();

/** A model of the page by its slug, as the library takes it. */
const architecture = (slug: string) => whole(modelOf(all, slug));

/** Bytes a model keeps of one sequence in 16-bit. */
export const kept = (slug: string, tokens: bigint): bigint =>
  cacheBytes(architecture(slug), { tokens });

/** Bytes that layers of one kind keep of it. */
export const keptBy = (slug: string, tokens: bigint, windowed: boolean): bigint => {
  const layers = architecture(slug).layers.filter(
    (group) => ("window" in group && group.window !== undefined) === windowed,
  );
  return cacheBytes({ layers, trace: {} }, { tokens });
};

/** Bytes if all its layers kept every token. */
export const withoutForgetting = (slug: string, tokens: bigint): bigint =>
  cacheBytes(everyTokenInEveryLayer(architecture(slug))!, { tokens });

/** Tokens below which its state is larger than a cache of one of its own layers. */
export const levelAt = (slug: string): bigint => crossings(architecture(slug))[0]!.tokens!;

/** Bytes of one state of a model. */
export const stateOf = (slug: string): bigint => crossings(architecture(slug))[0]!.stateBytes;

/** Its numbers in the formula that all layers share. */
export const layered = (slug: string, tokens: bigint) =>
  layeredValues(architecture(slug), { tokens })!;

/** Bytes the next token adds after so many, in 16-bit. */
export const added = (slug: string, tokens: bigint): bigint =>
  toInteger(bytesPerTokenAt(architecture(slug), { tokens }));

/** Bytes of all its states. */
export const states = (slug: string): bigint => stateBytesPerSequence(architecture(slug));

/** Cells llama.cpp gives a windowed layer of a long context by its own defaults. */
export const cellsOf = (slug: string): bigint => windowCells(modelOf(all, slug)).cells;
