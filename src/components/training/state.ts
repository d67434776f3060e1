import { choice, wholeNumber } from "../state/input.ts";

export const model = choice("model", "Model", "8B", {
  "8B": "Llama 3.1 8B",
  "70B": "Llama 3.1 70B",
  "405B": "Llama 3.1 405B",
});

export const method = choice("method", "Technique", "full", {
  full: "full fine-tuning",
  lora: "LoRA",
  qlora: "QLoRA",
});

const sixteenOr32 = { fp16: "16-bit", fp32: "32-bit" } as const;

/** What is kept for every parameter that is trained. */
export const weights = choice("weights", "Trained weights", "fp16", sixteenOr32);
export const gradients = choice("grads", "Gradients", "fp16", sixteenOr32);
export const master = choice("master", "Master copy", "fp32", { fp32: "32-bit", none: "none" });
export const optimizer = choice("optim", "Optimizer", "adam32", {
  adam32: "Adam, 32-bit",
  adam16: "Adam, 16-bit",
  adam8: "Adam, 8-bit",
  momentum: "momentum, 32-bit",
  none: "plain, keeps nothing",
});

/** The model that stays as it is while adapters are trained. */
export const frozen = choice("frozen", "Frozen weights", "fp16", {
  ...sixteenOr32,
  fp8: "8-bit",
});
export const rank = wholeNumber("rank", "Rank", 16, 1, 1024);
export const targets = choice("targets", "Adapters beside", "all", {
  qv: "queries and values",
  attention: "all of attention",
  all: "all seven matrices of a layer",
});

/** What of it is in 4-bit for QLoRA, and how the scales of the blocks are kept. */
export const quantised = choice("quant", "In 4-bit", "layers", {
  layers: "the layers’ matrices",
  all: "embedding and output too",
});
export const scales = choice("scales", "Scales", "8bit", {
  "8bit": "8-bit, quantised twice",
  "32bit": "32-bit",
});

export const activations = choice("act", "Activations", "none", {
  none: "not counted",
  recomputed: "one vector a layer, the rest again",
});
export const tokens = wholeNumber("tokens", "Tokens in a step", 2048, 1, 10_000_000);

/** Every input of the article, in the order links list them. */
export const inputs = [
  model,
  method,
  weights,
  gradients,
  master,
  optimizer,
  frozen,
  rank,
  targets,
  quantised,
  scales,
  activations,
  tokens,
] as const;
