import { describe, expect, it } from "vitest";
import { findModel } from "../../bin/catalogue.ts";
import { decimals, inUnit, planOf } from "../../src/lib/index.ts";
import { setUpOf, subjectFrom } from "../unit/plan/kit.ts";

/** Twelve models that other calculators were measured on: GiB at 1,024, 16,384 and 131,072 tokens. */
const cases: [id: string, gib: [string, string, string], stateMiB?: string][] = [
  ["llama-3.1-8b", ["0.125", "2.00", "16.00"]],
  ["llama-3.1-70b", ["0.313", "5.00", "40.00"]],
  ["llama-3.1-405b", ["0.492", "7.88", "63.00"]],
  ["deepseek-v3", ["0.067", "1.07", "8.58"]],
  ["gemma-3-27b", ["0.484", "1.66", "10.41"]],
  ["gpt-oss-120b", ["0.040", "0.567", "4.50"]],
  ["qwen3-next-80b-a3b", ["0.023", "0.375", "3.00"], "73.7"],
  ["qwen3.5-397b-a17b", ["0.029", "0.469", "3.75"], "183.2"],
  ["llama-4-scout", ["0.188", "1.88", "7.13"]],
  ["mistral-7b-v0.1", ["0.125", "0.500", "0.500"]],
  ["glm-4.5", ["0.359", "5.75", "46.00"]],
  ["gemma-4-31b", ["0.859", "2.03", "10.78"]],
];

type Config = Record<string, unknown>;

/** The tower for images beside a language model, whose own layers and heads are none of the cache's. */
const tower = (model_type: string, layers: number, heads: number): Config => ({
  model_type,
  num_hidden_layers: layers,
  num_attention_heads: heads,
  num_key_value_heads: heads,
  hidden_size: 1152,
  head_dim: 72,
});

const nested =
  (model_type: string, architecture: string, vision: Config) =>
  (config: Config): Config => ({
    architectures: [architecture],
    model_type,
    torch_dtype: "bfloat16",
    text_config: { ...config, use_cache: true, rms_norm_eps: 1e-6 },
    vision_config: vision,
    image_token_index: 262_144,
  });

const flat =
  (fields: Config) =>
  (config: Config): Config => ({ ...fields, ...config, torch_dtype: "bfloat16", use_cache: true });

/** How the hub's own files hold the fields: within a config for text, beside fields of other things. */
const asOnTheHub: Readonly<Record<string, (config: Config) => Config>> = {
  "gemma-3-27b": nested(
    "gemma3",
    "Gemma3ForConditionalGeneration",
    tower("siglip_vision_model", 27, 16),
  ),
  "gemma-4-31b": nested("gemma4", "Gemma4ForConditionalGeneration", tower("gemma4_vision", 27, 16)),
  "llama-4-scout": nested(
    "llama4",
    "Llama4ForConditionalGeneration",
    tower("llama4_vision_model", 34, 16),
  ),
  "qwen3.5-397b-a17b": nested("qwen3_5_moe", "Qwen3_5MoeForConditionalGeneration", {
    model_type: "qwen3_5_moe",
    depth: 27,
    num_heads: 16,
  }),
  "deepseek-v3": flat({
    architectures: ["DeepseekV3ForCausalLM"],
    num_nextn_predict_layers: 1,
    quantization_config: { quant_method: "fp8", weight_block_size: [128, 128] },
  }),
  "glm-4.5": flat({ architectures: ["Glm4MoeForCausalLM"], num_nextn_predict_layers: 1 }),
  "gpt-oss-120b": flat({
    architectures: ["GptOssForCausalLM"],
    quantization_config: { quant_method: "mxfp4" },
  }),
  "qwen3-next-80b-a3b": flat({ architectures: ["Qwen3NextForCausalLM"], mlp_only_layers: [] }),
  "mistral-7b-v0.1": flat({ architectures: ["MistralForCausalLM"] }),
};

const shapes = [
  ["as the catalogue has it", (_: string, config: Config) => config],
  ["as the hub has it", (id: string, config: Config) => (asOnTheHub[id] ?? flat({}))(config)],
] as const;

describe.each(shapes)("a config %s", (_, shape) => {
  it.each(cases)("of %s is planned as what its layers keep", (id, gib, stateMiB = "0.0") => {
    const subject = subjectFrom(id, shape(id, findModel(id)!.config));
    for (const [place, tokens] of [1024n, 16_384n, 131_072n].entries()) {
      const { cache, state } = planOf(setUpOf(subject, { tokens }));
      const places = gib[place]!.split(".")[1]!.length;
      expect(decimals(inUnit(cache, "GiB"), places)).toBe(gib[place]);
      expect(decimals(inUnit(state, "MiB"), 1)).toBe(stateMiB);
    }
  });
});
