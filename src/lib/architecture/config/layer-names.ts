import { plural } from "../../quantity/print.ts";
import type { Fields } from "../reading/fields.ts";

/** What a layer does with its tokens, as schedules in configs spell it. */
export type LayerKind =
  | "full"
  | "sliding"
  | "chunked"
  | "linear"
  | "mamba"
  | "conv"
  | "sparse"
  | "none";

const spellings: Record<string, LayerKind> = {
  full_attention: "full",
  attention: "full",
  sliding_attention: "sliding",
  chunked_attention: "chunked",
  linear_attention: "linear",
  mamba: "mamba",
  mamba2: "mamba",
  conv: "conv",
  short_conv: "conv",
  deepseek_sparse_attention: "sparse",
  mlp: "none",
  moe: "none",
};

/** A list that says something of each layer has to cover all of them and no more. */
export function coversLayers(fields: Fields, name: string, length: number, count: number): void {
  if (length !== count)
    fields.refuse(
      name,
      `${fields.path(name)} has ${plural(length, "entry", "entries")} for ${plural(count, "layer")}`,
    );
}

/** Layers by the names that `layer_types` or `layers_block_type` gives them. */
export function namedLayers(fields: Fields, count: number): LayerKind[] | undefined {
  const name = ["layer_types", "layers_block_type"].find((candidate) => fields.has(candidate));
  if (name === undefined) return undefined;
  const types = fields.texts(name)!;
  coversLayers(fields, name, types.length, count);
  fields.note("schedule", name, types);
  return types.map((type) =>
    Object.hasOwn(spellings, type)
      ? spellings[type]!
      : fields.refuse(name, `${fields.path(name)} names ${JSON.stringify(type.slice(0, 40))}`),
  );
}
