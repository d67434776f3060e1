import type { Architecture, LayerGroup } from "../architecture/architecture.ts";

type Config = Readonly<Record<string, unknown>>;

function reader(config: Config) {
  const optional = (field: string): number | undefined => {
    const value = config[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
    throw new RangeError(
      `${field} is ${JSON.stringify(value)}, a whole number above 0 was expected`,
    );
  };
  const needed = (field: string): number => {
    const value = optional(field);
    if (value === undefined) throw new RangeError(`the shape has no ${field}`);
    return value;
  };
  return { optional, needed };
}

/** One layer in so many keeps keys and values for every token: from which, and how often. */
function splitLayers(config: Config, layers: number) {
  const { optional } = reader(config);
  const period = optional("attn_layer_period");
  const pattern = optional("sliding_window_pattern");
  if (period) {
    const offset = Number(config.attn_layer_offset ?? 0);
    return { full: Math.ceil((layers - offset) / period), kind: "state" as const };
  }
  const window = optional("sliding_window");
  if (!window) return { full: layers };
  return { full: pattern ? Math.floor(layers / pattern) : 0, window };
}

function attentionGroups(config: Config): LayerGroup[] {
  const { optional, needed } = reader(config);
  const layers = optional("num_hidden_layers") ?? needed("n_layer");
  const heads = optional("num_attention_heads") ?? needed("n_head");
  const single = config.multi_query === true ? 1 : undefined;
  const width =
    optional("head_dim") ??
    (optional("hidden_size") ?? optional("n_embd") ?? needed("hidden_size")) / heads;
  const kvHeads = optional("num_key_value_heads") ?? single ?? heads;
  const { full, kind, window } = splitLayers(config, layers);
  const group = { kind: "attention", kvHeads, keyDim: width, valueDim: width } as const;
  const groups: LayerGroup[] = full > 0 ? [{ ...group, count: full }] : [];
  const rest = layers - full;
  if (window && rest > 0) groups.push({ ...group, count: rest, window });
  if (kind === "state" && rest > 0) {
    const inner = (optional("mamba_expand") ?? 0) * (optional("hidden_size") ?? 0);
    groups.push({
      kind: "state",
      name: "mamba-1",
      count: rest,
      convElements: inner * Math.max(0, (optional("mamba_d_conv") ?? 1) - 1),
      convBytes: 2,
      stateElements: inner * (optional("mamba_d_state") ?? 0),
      stateBytes: 4,
    });
  }
  return groups;
}

/**
 * The layers of a shape as a publication states it, in the fields of a config.json: grouped, multi-
 * query and latent attention, sliding windows, an index key, a state-space hybrid. Throws a
 * RangeError naming the field that is missing or not a whole number.
 */
export function shapeOf(config: Config): Architecture {
  const { optional, needed } = reader(config);
  const rank = optional("kv_lora_rank");
  if (rank === undefined) return { layers: attentionGroups(config), trace: {} };
  const count = needed("num_hidden_layers");
  const keyDim = optional("index_head_dim");
  const latent: LayerGroup = {
    kind: "latent",
    count,
    rank,
    ropeDim: optional("qk_rope_head_dim") ?? 0,
  };
  const indexer: LayerGroup[] = keyDim ? [{ kind: "indexer", count, keyDim, ratio: 1 }] : [];
  return { layers: [latent, ...indexer], trace: {} };
}
