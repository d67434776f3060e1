import { elementTypes } from "../../lib/quantity/element.ts";
import { type ModelName, modelNames, models } from "../llama31/models.ts";
import { choice, line, wholeNumber } from "../state/input.ts";

export { type ModelName, modelNames, models };

const kvHeadsOf = (name: ModelName) =>
  wholeNumber(
    `kv${name.slice(0, -1)}`,
    `KV heads of ${name}`,
    models[name].config.num_key_value_heads,
    1,
    models[name].config.num_attention_heads,
  );

/** KV heads, one input per model. */
export const kvHeads = {
  "8B": kvHeadsOf("8B"),
  "70B": kvHeadsOf("70B"),
  "405B": kvHeadsOf("405B"),
};

const cacheTypeIds = ["fp32", "fp16", "fp8", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0"] as const;

const cacheTypes = Object.fromEntries(
  cacheTypeIds.map((id) => [id, elementTypes[id].label]),
) as Record<(typeof cacheTypeIds)[number], string>;

export const element = choice("dtype", "Element type", "fp16", cacheTypes);
export const batch = wholeNumber("batch", "Sequences", 1, 1, 1024);
export const unit = choice("unit", "Unit", "GiB", { GiB: "GiB = 2³⁰ bytes", GB: "GB = 10⁹ bytes" });
export const kilo = choice("k", "Meaning of k", "table", {
  table: "1k = 1,024, the others thousands",
  "1000": "k = 1,000",
  "1024": "k = 1,024",
});

/** The model and the tokens that the step-by-step cells work with. */
export const model = choice("model", "Model", "8B", { "8B": "8B", "70B": "70B", "405B": "405B" });
export const tokens = wholeNumber("tokens", "Tokens", 16000, 1, 10_000_000);

/** The expressions as the question printed them. */
export const expressions = [
  "16000 * (2 * 32 * 8 * (4096/32) * 2) / 1024**3",
  "128000 * (2 * 32 * 8 * (4096/32) * 2) / 1024**3",
  "16000 * (2 * 126 * 8 * (16384/128) * 2) / 1024**3",
  "128000 * (2 * 126 * 8 * (16384/128) * 2) / 1024**3",
  "1000 * (2 * 32 * 8 * (4096/32) * 2) / 1024**3",
  "1024 * (2 * 32 * 8 * (4096/32) * 2) / 1024**3",
].map((text, index) => line(`e${index + 1}`, `Expression ${index + 1}`, text));

/** Every input of the article, in the order links list them. */
export const inputs = [
  ...modelNames.map((name) => kvHeads[name]),
  element,
  batch,
  kilo,
  unit,
  model,
  tokens,
  ...expressions,
] as const;
