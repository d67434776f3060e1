/** A few tensors of an 8B in the form a file lists them: one in 16-bit, one in FP8 with its scales. */
const tensors = {
  "model.embed_tokens.weight": { dtype: "BF16", shape: [128_256, 4096] },
  "model.layers.1.mlp.gate_proj.weight": { dtype: "F8_E4M3", shape: [14_336, 4096] },
  "model.layers.1.mlp.gate_proj.weight_scale": { dtype: "F32", shape: [14_336, 1] },
  "model.norm.weight": { dtype: "BF16", shape: [4096] },
};

const lines = Object.entries(tensors).map(
  ([name, tensor]) => `  ${JSON.stringify(name)}: ${JSON.stringify(tensor)}`,
);

export const exampleHeader = `{\n${lines.join(",\n")}\n}`;
