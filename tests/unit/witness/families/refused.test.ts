import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { syntheticGguf } from "../../../../src/lib/index.ts";
import { tiny } from "./tiny.ts";

/** The field a config is refused for, and the reason. */
function refusal(config: unknown): string[] {
  const file = syntheticGguf(config);
  return file.kind === "refused" ? [file.field, file.reason] : [];
}

describe("layers of which none is of the kind that", () => {
  const { linear_attn_config } = tiny.kimiLinear;
  const onlyStates = { ...linear_attn_config, full_attn_layers: [], kda_layers: [1, 2] };
  const heads = { num_attention_heads: 6, num_key_value_heads: 3, head_dim: 40 };

  test.each([
    ["Jamba has besides its states", { ...tiny.jamba, attn_layer_offset: 2 }, "attention"],
    ["LFM2 has besides its convolutions", { ...tiny.lfm2, full_attn_idxs: [] }, "attention"],
    ["Qwen3-Next counts from", { ...tiny.qwen3Next, full_attention_interval: 4 }, "attention"],
    [
      "Kimi Linear has besides its states",
      { ...tiny.kimiLinear, linear_attn_config: onlyStates },
      "latent",
    ],
    [
      "DeepSeek V2 has unless it is switched off",
      { model_type: "deepseek_v2", num_hidden_layers: 2, ...heads, use_mla: false },
      "latent",
    ],
    [
      "DeepSeek V3.2 chooses by",
      { ...tiny.deepseek32, indexer_types: ["shared", "shared"] },
      "indexer",
    ],
  ])("%s", (_, config, kind) => {
    const reason = `none is of the kind ${kind}, which the family is written with`;
    expect(refusal(config)).toEqual(["layers", reason]);
  });
});

describe("layers that all keep every token, where llama.cpp asks for a window", () => {
  test.each([
    ["Gemma 4", { ...tiny.gemma4, layer_types: Array(3).fill("full_attention") }],
    ["MiMo V2", { ...tiny.mimo2, hybrid_layer_pattern: [0, 0, 0] }],
  ])("%s", (_, config) => {
    const reason = "none slides, and llama.cpp loads the family with layers that do only";
    expect(refusal(config)).toEqual(["layers", reason]);
  });
});

describe("widths that do not come out even", () => {
  test.each([
    [
      "heads that do not fill Jamba's residual",
      { ...tiny.jamba, hidden_size: 250 },
      ["jamba.attention.head_count", 6.25],
    ],
    [
      "heads that do not fill LFM2's residual",
      { ...tiny.lfm2, hidden_size: 250 },
      ["lfm2.attention.head_count", 6.25],
    ],
    [
      "groups that do not share out Falcon-H1's state",
      { ...tiny.falconH1, mamba_n_groups: 5 },
      ["blk.0.ssm_norm.weight", 38.4],
    ],
    [
      "a head of Gemma 4 whose numbers are not in pairs",
      { ...tiny.gemma4, global_head_dim: 65 },
      ["rope_freqs.weight", 32.5],
    ],
  ])("%s", (_, config, [name, size]) => {
    expect(refusal(config)).toEqual([name, `${name} would have a size of ${size}`]);
  });
});

test("nothing is thrown, whatever a size of any family is", () => {
  const changed = fc
    .constantFrom(...Object.values(tiny))
    .chain((config: Record<string, unknown>) =>
      fc.tuple(
        fc.constant(config),
        fc.constantFrom(...Object.keys(config).filter((key) => typeof config[key] === "number")),
        fc.integer({ min: 0, max: 300 }),
      ),
    );
  fc.assert(
    fc.property(changed, ([config, field, value]) => {
      const { kind } = syntheticGguf({ ...config, [field]: value });
      expect(["gguf", "refused"]).toContain(kind);
    }),
    { numRuns: 200 },
  );
});
