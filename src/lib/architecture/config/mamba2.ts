import type { Fields } from "../reading/fields.ts";
import type { Kept } from "../reading/groups.ts";
import { type LayerKind, namedLayers } from "./layer-names.ts";
import { attentionOr, setAside } from "./mixers.ts";
import { type ConfigReader, forTypes, type Readers } from "./reader.ts";
import { full, headShape, hiddenSize, layerCount, ownBytes } from "./shape.ts";
import { mamba2 } from "./states.ts";

/** Heads times head width, with groups, state and kernel under the names a family gives them. */
export function mamba2Of(
  fields: Fields,
  names: { heads: string; dim: string; groups: string; state: string; kernel: string },
  stateBytes: number,
): Kept {
  const heads = fields.whole("mambaHeads", [names.heads]);
  const inner = heads * fields.whole("mambaDim", [names.dim]);
  const groups = fields.whole("mambaGroups", [names.groups]);
  const stateSize = fields.whole("stateSize", [names.state]);
  const kernel = fields.whole("convKernel", [names.kernel]);
  return mamba2(
    fields,
    names.state,
    { inner, groups, stateSize, kernel },
    ownBytes(fields),
    stateBytes,
  );
}

const bambaNames = {
  heads: "mamba_n_heads",
  dim: "mamba_d_head",
  groups: "mamba_n_groups",
  state: "mamba_d_state",
  kernel: "mamba_d_conv",
};

function bambaStates(fields: Fields): Kept {
  setAside(fields);
  if (fields.raw("mamba_d_head") !== "auto") return mamba2Of(fields, bambaNames, ownBytes(fields));
  fields.raw("mamba_n_heads");
  const inner =
    fields.optional("mambaInner", ["mamba_d_ssm"]) ??
    hiddenSize(fields) * fields.whole("mambaExpand", ["mamba_expand"]);
  const groups = fields.whole("mambaGroups", ["mamba_n_groups"]);
  const stateSize = fields.whole("stateSize", ["mamba_d_state"]);
  const kernel = fields.whole("convKernel", ["mamba_d_conv"]);
  const widths = { inner, groups, stateSize, kernel };
  return mamba2(fields, "mamba_d_state", widths, ownBytes(fields), ownBytes(fields));
}

/** Falcon-H1: attention and Mamba-2 side by side on every layer. */
const falconH1: ConfigReader = (fields) => {
  const kept = [full(headShape(fields)), bambaStates(fields)];
  return { layers: Array.from({ length: layerCount(fields) }, () => kept) };
};

/** Bamba and Granite 4: attention on the layers listed, Mamba-2 on the others. */
const bamba: ConfigReader = (fields) => {
  const count = layerCount(fields);
  const listed = fields.numbers("attn_layer_indices");
  if (listed?.some((layer) => layer >= count))
    fields.refuse("attn_layer_indices", "names a layer that is not there");
  const kinds =
    namedLayers(fields, count) ??
    (listed
      ? Array.from({ length: count }, (_, i): LayerKind => (listed.includes(i) ? "full" : "mamba"))
      : fields.refuse("layer_types", "layer_types is missing"));
  const states = kinds.includes("mamba") ? bambaStates(fields) : undefined;
  if (!states) setAside(fields);
  return { layers: attentionOr(kinds, fields, states as Kept) };
};

const pureMamba2: ConfigReader = (fields) => {
  setAside(fields);
  const names = { heads: "num_heads", dim: "head_dim", groups: "n_groups" };
  const sizes = { ...names, state: "state_size", kernel: "conv_kernel" };
  const states = mamba2Of(fields, sizes, ownBytes(fields));
  return { layers: Array.from({ length: layerCount(fields) }, () => [states]) };
};

export const mamba2Readers: Readers = {
  ...forTypes("mamba2", pureMamba2),
  ...forTypes("falcon_h1", falconH1),
  ...forTypes("bamba granitemoehybrid", bamba),
};
