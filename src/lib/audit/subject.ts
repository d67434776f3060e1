import type { Architecture } from "../architecture/architecture.ts";

/** The model a figure is about, as far as the search can vary it. */
export interface Subject {
  readonly name: string;
  /** What its layers keep; not needed for weights. */
  readonly architecture?: Architecture;
  /** Widths that a mistaken formula may have used in place of the cache's own. */
  readonly widths?: Widths;
  /** Parameters counted exactly. */
  readonly parameters?: bigint;
}

/** Numbers of a config that leave nothing in a cache but are mistaken for some that do. */
export interface Widths {
  readonly queryHeads?: number;
  readonly hiddenSize?: number;
  /** Of a latent model's heads when expanded: the key without and the value, per head. */
  readonly expandedKeyDim?: number;
  readonly expandedValueDim?: number;
  /** Positions an engine tabulates for the rotary embedding, and the width of a head. */
  readonly positions?: number;
}

const firstNumber = (config: Readonly<Record<string, unknown>>, ...fields: string[]) => {
  for (const field of fields) {
    const value = config[field];
    if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
  }
  return undefined;
};

/** The widths a config.json states, under the names families give them; nested text configs too. */
export function widthsOf(config: Readonly<Record<string, unknown>>): Widths {
  const flat = { ...config, ...(config.text_config as Record<string, unknown> | undefined) };
  const queryHeads = firstNumber(flat, "num_attention_heads", "n_head", "n_heads", "num_heads");
  const nope = firstNumber(flat, "qk_nope_head_dim");
  const rope = firstNumber(flat, "qk_rope_head_dim") ?? 0;
  const hiddenSize = firstNumber(flat, "hidden_size", "n_embd", "d_model", "dim");
  const expandedValueDim = firstNumber(flat, "v_head_dim");
  const positions = firstNumber(flat, "max_position_embeddings");
  return {
    ...(queryHeads && { queryHeads }),
    ...(hiddenSize && { hiddenSize }),
    ...(nope && { expandedKeyDim: nope + rope }),
    ...(expandedValueDim && { expandedValueDim }),
    ...(positions && { positions }),
  };
}
