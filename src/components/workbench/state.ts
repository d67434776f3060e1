import { engineNames } from "../../lib/engines/engines.ts";
import type { EngineId } from "../../lib/engines/reservation.ts";
import { type ElementTypeId, elementTypes } from "../../lib/quantity/element.ts";
import { parseTokens } from "../../lib/quantity/tokens.ts";
import { gpus } from "../fit/gpus.ts";
import { choice, type Input, line, wholeNumber } from "../state/input.ts";
import { modelInputs } from "./model/chosen.ts";

const labels = Object.fromEntries(
  Object.entries(elementTypes).map(([id, { label }]) => [id, label]),
) as Record<ElementTypeId, string>;

const { int4: _, mxfp4: __, nvfp4: ___, ...cacheTypes } = labels;

/** A number of tokens, which may be typed as 16k (16,000) or 16ki (16,384). */
function tokenCount(key: string, label: string, initial: number, min: number) {
  const number = wholeNumber(key, label, initial, min, 10_000_000);
  return {
    ...number,
    parse: (text: string) => number.parse(String(parseTokens(text)?.tokens ?? text)),
    expects: `${number.expects}, also as 16k (16,000) or 16ki (16,384)`,
  };
}

/** What is asked. Keys are part of permanent links. */
export const tokens = tokenCount("tokens", "Tokens in each request", 8192, 1);
export const requests = wholeNumber("n", "Requests at once", 16, 1, 100_000);
export const prefix = tokenCount("prefix", "Shared prefix, tokens", 0, 0);
export const keyType = choice("k", "Keys in", "fp16", cacheTypes);
export const valueType = choice("v", "Values in", "fp16", cacheTypes);
export const weightType = choice("w", "Weights in", "fp16", {
  ...labels,
  stored: "as the file stores them",
});
export const prediction = choice("mtp", "Prediction layers", "off", {
  off: "not served",
  served: "served",
});

/** What it is asked of. */
export const gpu = choice("gpu", "GPU", "h100-80gb", gpus);
export const count = wholeNumber("gpus", "GPUs", 1, 1, 1024);
export const tensorParallel = wholeNumber("tp", "Tensor parallel", 1, 1, 256);
export const pipelineParallel = wholeNumber("pp", "Pipeline parallel", 1, 1, 256);
export const share = wholeNumber("share", "May be used, %", 90, 1, 100);
export const other = wholeNumber("other", "Everything else, MiB per GPU", 3072, 0, 1_000_000);

/** The engine, and what only some engines can be told. */
export const engine = choice("engine", "Engine", "none", {
  none: "the model alone",
  ...engineNames,
});
export const page = choice("page", "Tokens in a page", "own", {
  own: "the engine’s own",
  1: "1",
  8: "8",
  16: "16",
  32: "32",
  64: "64",
  128: "128",
  256: "256",
});
export const batched = wholeNumber("batched", "Tokens batched", 8192, 1, 1_000_000);
export const stateMode = choice("states", "States for prefix caching", "align", {
  align: "kept, two per request",
  none: "not kept, one per request",
});
export const unified = choice("unified", "Cache of the slots", "off", {
  off: "a part for each",
  on: "one that all share",
});
export const wholeWindows = choice("swa", "Layers with a window", "own", {
  own: "as llama.cpp chooses",
  full: "keep the whole context",
});
export const ubatch = wholeNumber("ubatch", "Tokens in a micro-batch", 512, 1, 100_000);

/** The settings of each engine beyond what all are asked. */
export const ownInputs = {
  none: [],
  "llama.cpp": [unified, wholeWindows, ubatch],
  vllm: [page, batched, stateMode],
  sglang: [page],
  "tensorrt-llm": [page],
} as const satisfies Record<EngineId | "none", readonly unknown[]>;

/** Everything one set-up is made of, in the order links list it. */
export const setUpInputs = [
  ...modelInputs,
  tokens,
  requests,
  prefix,
  keyType,
  valueType,
  weightType,
  prediction,
  gpu,
  count,
  tensorParallel,
  pipelineParallel,
  share,
  other,
  engine,
  page,
  batched,
  stateMode,
  unified,
  wholeWindows,
  ubatch,
] as unknown as readonly Input<never>[];

/** Letters a packed set-up may have: a model that was pasted takes most of them. */
const longestBeside = 5000;

/** Stops of the sliders: doublings. */
export const tokenStops = Array.from({ length: 14 }, (_, power) => 256 * 2 ** power);
export const requestStops = Array.from({ length: 11 }, (_, power) => 2 ** power);
export const gpuStops = Array.from({ length: 7 }, (_, power) => 2 ** power);

/** A set-up that stands beside the one of the inputs, packed; none unless the reader puts one there. */
const beside = (key: string) =>
  line(key, `Set-up ${key.toUpperCase()}`, "", longestBeside, (text) =>
    text === "" ? "none" : "set beside",
  );

/** The set-ups that are compared with the one of the inputs, which is A. */
export const besides = [beside("b"), beside("c"), beside("d")] as const;

/** Every input of the page, in the order links list them. */
export const inputs = [...setUpInputs, ...besides] as unknown as readonly Input<never>[];
