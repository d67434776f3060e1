import type { AttentionLayers, LayerGroup } from "../../architecture/architecture.ts";
import type { Kept, LayerByLayer } from "../../architecture/reading/groups.ts";
import { refuse } from "../../architecture/reading/refusal.ts";
import type { Metadata, Tensor, Value } from "../header.ts";

/** Widths that decide weights and no cache. */
export interface Sizes {
  readonly hidden: number;
  readonly forward: number;
  readonly vocabulary: number;
  /** Whether the output matrix is the embedding. */
  readonly tied: boolean;
}

/** What a family's writer is given. */
export interface Model {
  readonly layers: LayerByLayer;
  readonly queryHeads: number;
  readonly sizes: Sizes;
  /** A number the architecture was read with, by what it decides; refuses where there is none. */
  readonly traced: (what: string) => number;
}

/** What a family's writer knows before it chooses sizes. */
export type Kernel = Pick<Model, "layers" | "traced">;

/** How llama.cpp's GGUF of a family is written. */
export interface Family {
  /** llama.cpp's name, `general.architecture`. */
  readonly architecture: string;
  /** Keys, without the architecture's name before them. */
  readonly keys: (model: Model) => Metadata;
  /** A layer's tensors, without `blk.` and its place before them. */
  readonly tensors: (model: Model, kept: readonly Kept[]) => readonly Tensor[];
  /** Tensors beside the embedding, the output and the layers; a gain before the output unless given. */
  readonly around?: (model: Model) => readonly Tensor[];
  /** The least hidden size, where its attention heads have to fill the residual. */
  readonly residual?: (kernel: Kernel) => number;
  /** Whether llama.cpp takes the embedding as the output, and no matrix of its own. */
  readonly tied?: boolean;
  /** Whether llama.cpp runs it without its windows where all of its layers have one. */
  readonly withoutWindows?: boolean;
}

export const whole = (value: number): Value => ({ type: "u32", value });

/** One number where all layers have the same, else one for each. */
export const perLayer = (values: readonly number[]): Value =>
  new Set(values).size === 1 ? whole(values[0]!) : { type: "u32s", value: values };

export const vector = (name: string, size: number): Tensor => ({ name, shape: [size] });

/** A weight that takes `from` numbers to `to`. */
export const matrix = (name: string, from: number, to: number): Tensor => ({
  name: `${name}.weight`,
  shape: [from, to],
});

export const norm = (name: string, size: number): Tensor => vector(`${name}.weight`, size);

type KeptAttention = Omit<AttentionLayers, "count">;

/** The attention a layer keeps something for. */
export const attentionOf = (kept: readonly Kept[]): KeptAttention | undefined =>
  kept.find((each): each is KeptAttention => each.kind === "attention");

/** The first attention of the kind that is wanted, if a layer has one. */
export const firstAttention = (
  { layers }: Kernel,
  wanted: (kept: KeptAttention) => boolean,
): KeptAttention | undefined =>
  layers.map(attentionOf).find((each) => each !== undefined && wanted(each));

/** What the first layer to keep something of a kind keeps of it; refuses where none does. */
export function firstOf<K extends LayerGroup["kind"]>(
  { layers }: Kernel,
  kind: K,
): Omit<Extract<LayerGroup, { kind: K }>, "count"> {
  const found =
    layers.flat().find((kept) => kept.kind === kind) ??
    refuse("layers", `none is of the kind ${kind}, which the family is written with`);
  return found as Omit<Extract<LayerGroup, { kind: K }>, "count">;
}
