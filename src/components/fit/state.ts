import { name as deepseekV3 } from "../../content/models/deepseek-v3.json";
import { name as gptOss120b } from "../../content/models/gpt-oss-120b.json";
import { name as llama2b13 } from "../../content/models/llama-2-13b.json";
import { name as llama31b8 } from "../../content/models/llama-3.1-8b.json";
import { name as llama31b70 } from "../../content/models/llama-3.1-70b.json";
import { name as llama31b405 } from "../../content/models/llama-3.1-405b.json";
import { name as mistral7b } from "../../content/models/mistral-7b-v0.1.json";
import { elementTypes } from "../../lib/quantity/element.ts";
import { choice, wholeNumber } from "../state/input.ts";
import { gpus } from "./gpus.ts";

/** Models whose parameters are counted, so that their weights are known. */
const models = {
  "llama-3.1-8b": llama31b8,
  "llama-3.1-70b": llama31b70,
  "llama-3.1-405b": llama31b405,
  "mistral-7b-v0.1": mistral7b,
  "gpt-oss-120b": gptOss120b,
} as const;

/** Models whose keys and values are dealt to GPUs: few heads, many, and none. */
const dealt = {
  "llama-3.1-405b": llama31b405,
  "llama-2-13b": llama2b13,
  "deepseek-v3": deepseekV3,
} as const;

export type ModelId = keyof typeof models | keyof typeof dealt;

const labels = <Id extends keyof typeof elementTypes>(...ids: Id[]) =>
  Object.fromEntries(ids.map((id) => [id, elementTypes[id].label])) as Record<Id, string>;

const several = <Count extends string>(...counts: Count[]) =>
  Object.fromEntries(
    counts.map((count) => [count, `${count} GPU${count === "1" ? "" : "s"}`]),
  ) as Record<Count, string>;

/** The first cell: a GPU and what it is asked to hold. Keys are part of permanent links. */
export const gpu = choice("gpu", "GPU", "h100-80gb", gpus);
export const tp = choice("tp", "Split over", "1", several("1", "2", "4", "8", "16", "32"));
export const model = choice("model", "Model", "llama-3.1-8b", models);
export const weightType = choice("w", "Weights in", "fp16", labels("fp16", "fp8", "mxfp4", "int4"));
export const cacheType = choice("kv", "Cache in", "fp16", labels("fp16", "fp8"));
export const share = wholeNumber("share", "May be used, %", 90, 1, 100);
export const other = wholeNumber("other", "Everything else, MiB", 3072, 0, 65_536);
export const tokens = wholeNumber("tokens", "Tokens in each request", 8192, 1, 10_000_000);
export const requests = wholeNumber("n", "Requests at once", 32, 1, 100_000);
export const page = choice("page", "Tokens in a page", "16", {
  1: "1",
  8: "8",
  16: "16",
  32: "32",
  64: "64",
  128: "128",
  256: "256",
});

/** The pages of one request. */
export const kept = wholeNumber("len", "Tokens kept", 100, 1, 10_000_000);

/** Heads dealt to GPUs. */
export const split = choice("split", "Keys and values of", "llama-3.1-405b", dealt);
export const deal = choice("deal", "Dealt to", "16", several("1", "2", "4", "8", "12", "16", "32"));

/** The row of GPUs in the guide. */
export const heads = choice("heads", "KV heads counted", "16", { 8: "8", 16: "16" });

/** Every input of the article, in the order links list them. */
export const inputs = [
  gpu,
  tp,
  model,
  weightType,
  cacheType,
  share,
  other,
  tokens,
  requests,
  page,
  kept,
  split,
  deal,
  heads,
] as const;

/** Stops of the sliders: doublings. */
export const tokenStops = Array.from({ length: 14 }, (_, power) => 256 * 2 ** power);
export const requestStops = Array.from({ length: 11 }, (_, power) => 2 ** power);
