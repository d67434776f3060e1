import { byFamily } from "../../architecture/config/readers.ts";
import { qwen3next, qwen35moe } from "./delta.ts";
import type { Family } from "./family.ts";
import { gemma2, gemma3, gemma3n, gemma4 } from "./gemma.ts";
import { kimiLinear } from "./kimi.ts";
import { deepseek2, deepseek32 } from "./latent.ts";
import { falconH1, jamba } from "./mamba.ts";
import { glm4moe, gptOss, llama4, mimo2, minimaxM2 } from "./mixtures.ts";
import { commandR, llama, mistral, olmo2, qwen2, qwen3 } from "./plain.ts";
import { lfm2 } from "./short-conv.ts";

/** Families that can be written, by model_type. */
const families: Readonly<Record<string, Family>> = {
  llama,
  mistral,
  mixtral: mistral,
  cohere: commandR,
  olmo2,
  olmo3: olmo2,
  qwen2,
  qwen2_moe: qwen2,
  qwen3,
  qwen3_moe: qwen3,
  gemma2,
  gemma3,
  gemma3n,
  gemma4,
  gpt_oss: gptOss,
  llama4,
  mimo_v2_flash: mimo2,
  glm4_moe: glm4moe,
  minimax_m2: minimaxM2,
  deepseek_v2: deepseek2,
  deepseek_v3: deepseek2,
  kimi_k2: deepseek2,
  deepseek_v32: deepseek32,
  qwen3_next: qwen3next,
  qwen3_5_moe: qwen35moe,
  kimi_linear: kimiLinear,
  jamba,
  falcon_h1: falconH1,
  lfm2,
};

/** The writer for a model_type or a class name. */
export const familyFor = byFamily(families);
