import { elementTypes } from "../../lib/quantity/element.ts";
import { type QuantisedFormatId, quantisedFormats } from "../../lib/quantity/quantise.ts";
import { choice, line, wholeNumber } from "../state/input.ts";

/** The number whose bits are shown, as typed. */
export const number = line("x", "A number", "0.1", 40);

const labelled = <Id extends keyof typeof elementTypes>(ids: readonly Id[]) =>
  Object.fromEntries(ids.map((id) => [id, elementTypes[id].label])) as Record<Id, string>;

/** The block that is quantised: its format, its numbers, and the one that is moved about. */
export const format = choice<QuantisedFormatId>(
  "block",
  "Format",
  "q4_0",
  labelled(quantisedFormats),
);

/** Whether numbers are rotated before they are put into a block, as llama.cpp does since 2026. */
export const rotation = choice("rot", "Before that", "none", {
  none: "as they are",
  hadamard: "rotated",
});

export const sample =
  "0.31 −0.42 0.08 0.77 −0.15 0.52 −0.88 0.24 0.03 −0.61 0.46 0.6 −0.29 0.11 −0.05 0.92 −0.73 0.38 0.19 −0.34 0.66 −0.02 0.57 −0.81 0.14 −0.49 0.83 0.27 −0.2 0.41 −0.57 0.06";

export const values = line("values", "The 32 numbers", sample, 600, (text) =>
  text === sample ? "the sample" : text,
);
export const at = wholeNumber("at", "Number to move", 12, 1, 32);

/** What the number to move is moved to; nothing leaves it as it stands in the list. */
export const moved = line("to", "Moved to", "", 20, (text) => text || "as in the list");

/** How far the slider for that number reaches, either way. */
export const reach = 10;

/** The models whose cache is compared, by their file in the catalogue. */
export const modelNames = {
  "llama-3.1-8b": "Llama 3.1 8B",
  "llama-3.1-70b": "Llama 3.1 70B",
  "llama-3.1-405b": "Llama 3.1 405B",
  "qwen3-32b": "Qwen3 32B",
  "gemma-3-27b": "Gemma 3 27B",
  "gpt-oss-120b": "gpt-oss 120B",
  "deepseek-v3": "DeepSeek V3 and R1",
} as const;

export type ModelSlug = keyof typeof modelNames;

export const cacheTypes = [
  "fp32",
  "fp16",
  "fp8",
  "q8_0",
  "q5_1",
  "q5_0",
  "q4_1",
  "q4_0",
  "iq4_nl",
] as const;

export const model = choice<ModelSlug>("model", "Model", "llama-3.1-8b", modelNames);
export const tokens = wholeNumber("tokens", "Tokens", 16_384, 1, 10_000_000);
export const keyType = choice("ctk", "Keys", "q8_0", labelled(cacheTypes));
export const valueType = choice("ctv", "Values", "q4_0", labelled(cacheTypes));

/** The width of a head whose blocks are counted. */
export const headDim = wholeNumber("headdim", "Numbers in a head’s key", 80, 1, 576);

/** Every input of the article, in the order links list them. */
export const inputs = [
  number,
  format,
  rotation,
  at,
  moved,
  values,
  model,
  tokens,
  keyType,
  valueType,
  headDim,
] as const;
