import { element, tokens } from "../models/state.ts";
import { choice, wholeNumber } from "../state/input.ts";

/** Models with a good example of each way to remember, by their names in the catalogue. */
export const example = choice("model", "Model", "gemma-3-27b", {
  "llama-3.1-8b": "Llama 3.1 8B",
  "gemma-3-27b": "Gemma 3 27B",
  "gpt-oss-120b": "gpt-oss 120B",
  "llama-4-scout": "Llama 4 Scout",
  "mistral-7b-v0.1": "Mistral 7B v0.1",
  "qwen3-next-80b-a3b": "Qwen3-Next 80B A3B",
  "jamba-v0.1": "Jamba v0.1 and 1.5 Mini",
  "nemotron-3-nano-30b-a3b": "Nemotron 3 Nano 30B A3B",
  "kimi-linear-48b-a3b": "Kimi Linear 48B A3B",
  "gemma-3n-e4b": "Gemma 3n E4B",
  "deepseek-v3.2": "DeepSeek V3.2",
  "deepseek-v4-flash": "DeepSeek V4 Flash",
});

/** Tokens read so far, in the drawing of what is still there of them. */
export const read = wholeNumber("read", "Tokens read", 26, 1, 40);

/** Tokens that llama.cpp computes at once. */
export const ubatch = wholeNumber(
  "ubatch",
  "Tokens computed at once (--ubatch-size)",
  512,
  1,
  8192,
);

/** Every input of the article, in the order links list them. */
export const inputs = [example, tokens, element, read, ubatch] as const;

/** What the curve is drawn from. */
export const drawn = [example, tokens, element] as const;
