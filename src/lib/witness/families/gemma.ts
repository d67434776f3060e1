import { refuse } from "../../architecture/reading/refusal.ts";
import { type Family, firstAttention, firstOf, matrix, norm, vector, whole } from "./family.ts";
import { attentionKeys, gains, headNorms, slides } from "./parts.ts";
import { llama } from "./plain.ts";

/** Gemma 2: norms before and after both blocks. */
export const gemma2: Family = {
  architecture: "gemma2",
  keys: attentionKeys,
  tensors: (model, kept) => [
    ...llama.tensors(model, kept),
    ...gains(model, "post_attention_norm", "post_ffw_norm"),
  ],
  tied: true,
};

export const gemma3: Family = {
  ...gemma2,
  architecture: "gemma3",
  tensors: (model, kept) => [...gemma2.tensors(model, kept), ...headNorms(kept)],
};

/** Gemma 4: layers that slide have heads of their own, and which do is said for each. */
export const gemma4: Family = {
  ...gemma3,
  architecture: "gemma4",
  keys: (model) => {
    const { pattern, local } = slides(model);
    return {
      ...attentionKeys(model),
      ...pattern,
      "attention.key_length_swa": whole(local.keyDim),
      "attention.value_length_swa": whole(local.valueDim),
      embedding_length_per_layer_input: whole(0),
    };
  },
  around: (model) => {
    const full = firstAttention(model, (kept) => kept.window === undefined);
    return [
      ...gains(model, "output_norm"),
      ...(full ? [vector("rope_freqs.weight", full.keyDim / 2)] : []),
    ];
  },
};

/** Layers of Gemma 3n that have a cache of their own, whatever its file says. */
const ownCaches = 20;

/** Widths of Gemma 3n's streams of the residual, which llama.cpp fixes. */
const streams = { count: 4, perLayer: 256, laurel: 64 };

/** Gemma 3n: several streams of the residual, and layers at the end that share others' caches. */
export const gemma3n: Family = {
  architecture: "gemma3n",
  keys: (model) => {
    const { kvHeads } = firstOf(model, "attention");
    const shared = model.layers.filter(([kept]) => kept?.kind === "shared").length;
    if (model.layers.length - shared !== ownCaches)
      refuse("num_kv_shared_layers", `llama.cpp gives ${ownCaches} layers of gemma3n a cache`);
    return {
      ...attentionKeys(model),
      "attention.head_count_kv": whole(kvHeads),
      "attention.shared_kv_layers": whole(shared),
    };
  },
  tensors: (model) => {
    const { hidden } = model.sizes;
    return [
      // Heads are alike on all layers, and one that shares a cache has its weights all the same.
      ...gemma3.tensors(model, [firstOf(model, "attention")]),
      matrix("inp_gate", hidden, streams.perLayer),
      matrix("proj", streams.perLayer, hidden),
      ...gains(model, "post_norm", "altup_correct_scale", "altup_router_norm", "laurel_post_norm"),
      matrix("altup_correct_coef", streams.count, streams.count),
      matrix("altup_predict_coef", streams.count, streams.count ** 2),
      matrix("altup_router", hidden, streams.count),
      matrix("laurel_l", hidden, streams.laurel),
      matrix("laurel_r", streams.laurel, hidden),
    ];
  },
  around: (model) => {
    const { hidden, vocabulary } = model.sizes;
    const perLayer = streams.perLayer * model.layers.length;
    return [
      ...gains(model, "output_norm"),
      { name: "altup_proj.weight", shape: [hidden, hidden, streams.count - 1] },
      { name: "altup_unembd_proj.weight", shape: [hidden, hidden, streams.count - 1] },
      matrix("per_layer_token_embd", perLayer, vocabulary),
      matrix("per_layer_model_proj", hidden, perLayer),
      norm("per_layer_proj_norm", streams.perLayer),
    ];
  },
  tied: true,
};
