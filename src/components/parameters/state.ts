import { elementTypes } from "../../lib/quantity/element.ts";
import { models } from "../llama31/models.ts";
import { choice, line } from "../state/input.ts";
import { exampleHeader } from "./example-header.ts";
import { overriding } from "./overriding.ts";

/** The model whose config is counted. */
export const model = choice("model", "Start from", "8B", {
  "8B": "Llama 3.1 8B",
  "70B": "Llama 3.1 70B",
  "405B": "Llama 3.1 405B",
});

type Field = Exclude<keyof (typeof models)["8B"]["config"], "model_type" | "tie_word_embeddings">;

const ofModel = (key: string, label: string, most: number, name: Field) =>
  overriding(key, label, 1, most, () => models[model.value.value].config[name]);

/** Fields of the config, each as the chosen model has it until the reader changes it. */
export const fields = {
  hidden_size: ofModel("hidden", "Hidden size", 131_072, "hidden_size"),
  intermediate_size: ofModel("width", "Intermediate size", 1_000_000, "intermediate_size"),
  num_hidden_layers: ofModel("layers", "Layers", 1000, "num_hidden_layers"),
  num_attention_heads: ofModel("heads", "Query heads", 1024, "num_attention_heads"),
  num_key_value_heads: ofModel("kv", "KV heads", 1024, "num_key_value_heads"),
  vocab_size: ofModel("vocab", "Vocabulary", 10_000_000, "vocab_size"),
} satisfies Partial<Record<Field, unknown>>;

export const tied = choice("tied", "Output matrix", "own", {
  own: "its own",
  tied: "the embedding again",
});

const formatIds = ["fp32", "fp16", "fp8", "q8_0", "int4", "nvfp4"] as const;

const formats = Object.fromEntries(formatIds.map((id) => [id, elementTypes[id].label])) as Record<
  (typeof formatIds)[number],
  string
>;

/** The format of each part of a checkpoint of the 405B; by default as the official FP8 one has it. */
export const recipe = {
  embeddings: choice("embeddings", "Embedding and output", "fp16", formats),
  attention: choice("attention", "Attention", "fp16", formats),
  feedForward: choice("ffn", "Feed-forward, middle layers", "fp8", formats),
  otherFeedForward: choice("edges", "Feed-forward, first and last layer", "fp16", formats),
};

/** The mixture of experts that is looked into. */
export const mixture = choice("moe", "Model", "gpt-oss-120b", {
  "mixtral-8x7b": "Mixtral 8x7B",
  "gpt-oss-120b": "gpt-oss 120B",
  "deepseek-v3": "DeepSeek V3",
});

const longestHeader = 2000;

/** The header of a safetensors file. */
export const header = line(
  "header",
  "Header of a safetensors file",
  exampleHeader,
  longestHeader,
  (text) => (text === exampleHeader ? "the example" : `${text.length} characters`),
);

/** Every input of the article, in the order links list them. */
export const inputs = [
  model,
  ...Object.values(fields).map(({ own }) => own),
  tied,
  header,
  ...Object.values(recipe),
  mixture,
] as const;
