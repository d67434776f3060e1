import type { ElementTypeId } from "../../lib/quantity/element.ts";
import type { QuantisedFormatId } from "../../lib/quantity/quantise.ts";
import { choice, line, wholeNumber } from "../state/input.ts";

/** The number whose bits are shown, as typed. */
export const number = line("x", "A number", "0.1", 40);

/** Formats by name. The library's own labels would bring its tables along; a test compares them. */
const blockLabels: Readonly<Record<QuantisedFormatId, string>> = {
  q8_0: "q8_0",
  q5_1: "q5_1",
  q5_0: "q5_0",
  q4_1: "q4_1",
  q4_0: "q4_0",
  mxfp4: "MXFP4",
  nvfp4: "NVFP4",
};

const { mxfp4: _, nvfp4: __, ...blocks } = blockLabels;

export const cacheLabels = {
  fp32: "FP32",
  fp16: "FP16/BF16",
  fp8: "FP8",
  ...blocks,
  iq4_nl: "iq4_nl",
} as const satisfies { readonly [id in ElementTypeId]?: string };

/** The block that is quantised: its format, its numbers, and the one that is moved about. */
export const format = choice<QuantisedFormatId>("block", "Format", "q4_0", blockLabels);

/** Whether numbers are rotated before they are put into a block, as llama.cpp does since 2026. */
export const rotation = choice("rot", "Rotated first", "no", { no: "no", yes: "yes" });

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

export const model = choice<ModelSlug>("model", "Model", "llama-3.1-8b", modelNames);
export const tokens = wholeNumber("tokens", "Tokens", 16_384, 1, 10_000_000);
export const keyType = choice("ctk", "Keys", "q8_0", cacheLabels);
export const valueType = choice("ctv", "Values", "q4_0", cacheLabels);

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
