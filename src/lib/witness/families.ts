import { byFamily } from "../architecture/config/readers.ts";
import { gemma3, gptOss, llama, qwen3 } from "./attention.ts";
import type { Family } from "./family.ts";
import { deepseek2, deepseek32 } from "./latent.ts";
import { qwen3next } from "./states.ts";

/** Families that can be written, by model_type. */
const families: Readonly<Record<string, Family>> = {
  llama,
  mistral: llama,
  mixtral: llama,
  qwen3,
  qwen3_moe: qwen3,
  gemma3,
  gpt_oss: gptOss,
  deepseek_v2: deepseek2,
  deepseek_v3: deepseek2,
  kimi_k2: deepseek2,
  deepseek_v32: deepseek32,
  qwen3_next: qwen3next,
};

/** The writer for a model_type or a class name. */
export const familyFor = byFamily(families);
