import { attentionOf, type Family, matrix, whole } from "./family.ts";
import { attentionKeys, gains, gatedForward, headNorms, projections } from "./parts.ts";

/** LFM2: a short convolution, as wide as the residual, where a layer has no KV heads. */
export const lfm2: Family = {
  architecture: "lfm2",
  keys: (model) => ({
    ...attentionKeys(model),
    "shortconv.l_cache": whole(model.traced("convKernel")),
  }),
  tensors: (model, kept) => {
    const { hidden } = model.sizes;
    return [
      ...gains(model, "attn_norm", "ffn_norm"),
      ...(attentionOf(kept)
        ? [...projections(model, kept), ...headNorms(kept)]
        : [
            matrix("shortconv.conv", model.traced("convKernel"), hidden),
            matrix("shortconv.in_proj", hidden, 3 * hidden),
            matrix("shortconv.out_proj", hidden, hidden),
          ]),
      ...gatedForward(model),
    ];
  },
  around: (model) => gains(model, "token_embd_norm"),
  residual: ({ traced }) => traced("hiddenSize"),
};
