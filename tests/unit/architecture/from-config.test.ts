import { describe, expect, it } from "vitest";
import { type Architecture, fromConfig } from "../../../src/lib/index.ts";

const dense = {
  hidden_size: 4096,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
};

function read(config: unknown): Architecture {
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(`${reading.field}: ${reading.reason}`);
  return reading.architecture;
}

const refusedField = (config: unknown) => {
  const reading = fromConfig(config);
  return reading.kind === "refused" ? reading.field : "read";
};

const attention = (count: number, kvHeads: number, dim: number, window?: number) => ({
  kind: "attention",
  count,
  kvHeads,
  keyDim: dim,
  valueDim: dim,
  ...(window === undefined ? {} : { window }),
});

describe("families of attention", () => {
  it.each([
    ["llama", { model_type: "llama", ...dense }, [attention(32, 8, 128)]],
    [
      "an explicit head_dim",
      { model_type: "llama", ...dense, head_dim: 64 },
      [attention(32, 8, 64)],
    ],
    [
      "Qwen 2 with its window off",
      {
        model_type: "qwen2",
        ...dense,
        sliding_window: 4096,
        use_sliding_window: false,
        max_window_layers: 28,
      },
      [attention(32, 8, 128)],
    ],
    [
      "Qwen 2 with its window on",
      {
        model_type: "qwen2",
        ...dense,
        sliding_window: 4096,
        use_sliding_window: true,
        max_window_layers: 28,
      },
      [attention(28, 8, 128), attention(4, 8, 128, 4096)],
    ],
    [
      "Qwen 3 without head_dim",
      { model_type: "qwen3", ...dense, hidden_size: 1024, num_attention_heads: 16 },
      [attention(32, 8, 128)],
    ],
    [
      "Mistral without a window",
      { model_type: "mistral", ...dense, sliding_window: null },
      [attention(32, 8, 128)],
    ],
    [
      "Mistral's params.json",
      {
        dim: 4096,
        n_layers: 32,
        head_dim: 128,
        hidden_dim: 14336,
        n_heads: 32,
        n_kv_heads: 8,
        norm_eps: 1e-5,
        vocab_size: 32000,
      },
      [attention(32, 8, 128)],
    ],
    [
      "Gemma 2",
      { model_type: "gemma2", ...dense, head_dim: 256, sliding_window: 4096 },
      [attention(16, 8, 256, 4096), attention(16, 8, 256)],
    ],
    [
      "Gemma 3 with the pattern written",
      {
        model_type: "gemma3",
        text_config: {
          model_type: "gemma3_text",
          ...dense,
          head_dim: 128,
          sliding_window: 1024,
          sliding_window_pattern: 6,
        },
      },
      [attention(27, 8, 128, 1024), attention(5, 8, 128)],
    ],
    [
      "Gemma 3 4B, which leaves heads to the class",
      {
        model_type: "gemma3",
        text_config: {
          model_type: "gemma3_text",
          hidden_size: 2560,
          num_hidden_layers: 34,
          sliding_window: 1024,
        },
      },
      [attention(29, 4, 256, 1024), attention(5, 4, 256)],
    ],
    [
      "Cohere 2",
      { model_type: "cohere2", ...dense, sliding_window: 4096, sliding_window_pattern: 4 },
      [attention(24, 8, 128, 4096), attention(8, 8, 128)],
    ],
    [
      "EXAONE 4 in letters",
      { model_type: "exaone4", ...dense, sliding_window: 4096, sliding_window_pattern: "LLLG" },
      [attention(24, 8, 128, 4096), attention(8, 8, 128)],
    ],
    [
      "GPT-2",
      { model_type: "gpt2", n_embd: 768, n_head: 12, n_layer: 12 },
      [attention(12, 12, 64)],
    ],
    [
      "GPT-J",
      { model_type: "gptj", n_embd: 4096, n_head: 16, n_layer: 28 },
      [attention(28, 16, 256)],
    ],
    [
      "StarCoder",
      { model_type: "gpt_bigcode", n_embd: 6144, n_head: 48, n_layer: 40, multi_query: true },
      [attention(40, 1, 128)],
    ],
    [
      "OPT",
      {
        model_type: "opt",
        hidden_size: 768,
        num_attention_heads: 12,
        num_hidden_layers: 12,
        ffn_dim: 3072,
        word_embed_proj_dim: 768,
      },
      [attention(12, 12, 64)],
    ],
    [
      "Falcon 7B",
      {
        model_type: "falcon",
        hidden_size: 4544,
        num_attention_heads: 71,
        num_hidden_layers: 32,
        multi_query: true,
        new_decoder_architecture: false,
        num_kv_heads: 71,
      },
      [attention(32, 1, 64)],
    ],
    [
      "Falcon 40B",
      {
        model_type: "falcon",
        hidden_size: 8192,
        num_attention_heads: 128,
        num_hidden_layers: 60,
        multi_query: true,
        new_decoder_architecture: true,
        num_kv_heads: 8,
      },
      [attention(60, 8, 64)],
    ],
    [
      "MPT",
      {
        model_type: "mpt",
        d_model: 4096,
        n_heads: 32,
        n_layers: 32,
        attn_config: { attn_type: "multihead_attention" },
      },
      [attention(32, 32, 128)],
    ],
    [
      "DBRX",
      {
        model_type: "dbrx",
        d_model: 6144,
        n_heads: 48,
        n_layers: 40,
        attn_config: { kv_n_heads: 8, clip_qkv: 8 },
      },
      [attention(40, 8, 128)],
    ],
    [
      "ChatGLM",
      {
        model_type: "chatglm",
        hidden_size: 4096,
        num_attention_heads: 32,
        num_layers: 28,
        kv_channels: 128,
        multi_query_attention: true,
        multi_query_group_num: 2,
      },
      [attention(28, 2, 128)],
    ],
    [
      "GPT-Neo",
      {
        model_type: "gpt_neo",
        hidden_size: 2048,
        num_heads: 16,
        num_layers: 24,
        attention_types: [[["global", "local"], 12]],
        window_size: 256,
      },
      [attention(12, 16, 128), attention(12, 16, 128, 256)],
    ],
    [
      "OpenELM",
      {
        model_type: "openelm",
        model_dim: 1280,
        num_transformer_layers: 3,
        head_dim: 64,
        num_kv_heads: [3, 3, 4],
        num_query_heads: [12, 12, 16],
      },
      [attention(2, 3, 64), attention(1, 4, 64)],
    ],
    [
      "Phi 3",
      { model_type: "phi3", ...dense, num_key_value_heads: 32, sliding_window: 2047 },
      [attention(32, 32, 128, 2047)],
    ],
    [
      "SmolLM3, whose layers without positions are full all the same",
      {
        model_type: "smollm3",
        ...dense,
        no_rope_layers: [1, 1, 1, 0],
        no_rope_layer_interval: 4,
        use_sliding_window: false,
        sliding_window: null,
      },
      [attention(32, 8, 128)],
    ],
  ])("%s", (_, config, layers) => expect(read(config).layers).toEqual(layers));

  it("reads Nemotron's searched blocks", () => {
    const blocks = [
      {
        attention: { no_op: false, n_heads_in_group: 8, window_length: null },
        ffn: { no_op: false },
      },
      { attention: { no_op: true, n_heads_in_group: null }, ffn: { no_op: false } },
      { attention: { n_heads_in_group: 4 }, ffn: {} },
    ];
    const config = {
      model_type: "nemotron-nas",
      hidden_size: 8192,
      num_attention_heads: 64,
      num_hidden_layers: 3,
      num_key_value_heads: null,
      block_configs: blocks,
    };
    expect(read(config).layers).toEqual([attention(1, 8, 128), attention(1, 16, 128)]);
  });

  it("reads layers that share", () => {
    const config = { model_type: "hunyuan", ...dense, use_cla: true, cla_share_factor: 2 };
    expect(read(config).layers).toEqual([attention(16, 8, 128), { kind: "shared", count: 16 }]);
    expect(read({ ...config, use_cla: false }).layers).toEqual([attention(32, 8, 128)]);
  });
});

describe("windows named twice", () => {
  const gemma2 = { model_type: "gemma2", ...dense, head_dim: 256, sliding_window: 4096 };

  it("are read where they agree and refused where they do not", () => {
    expect(read({ ...gemma2, sliding_window_size: 4096 }).layers).toHaveLength(2);
    expect(refusedField({ ...gemma2, sliding_window_size: 512 })).toBe("sliding_window_size");
  });
});

describe("layers of prediction", () => {
  it("stand apart from the model's own", () => {
    const { layers, extra } = read({
      model_type: "glm4_moe",
      ...dense,
      num_nextn_predict_layers: 1,
    });
    expect(layers).toEqual([attention(32, 8, 128)]);
    expect(extra).toEqual([attention(1, 8, 128)]);
  });
});

describe("fields of the language model", () => {
  const llama = { model_type: "llama", ...dense };

  it.each(["text_config", "language_config", "llm_config", "thinker_config", "llm"])(
    "may lie in %s, four deep at most",
    (nest) => {
      const within = (depth: number): object =>
        depth === 0 ? llama : { model_type: "outer", [nest]: within(depth - 1) };
      expect(read(within(4)).layers).toEqual([attention(32, 8, 128)]);
      expect(refusedField(within(5))).not.toBe("read");
    },
  );

  it("are the outer ones where only those count layers", () => {
    expect(read({ ...llama, text_config: { bos_token_id: 1 } }).layers).toHaveLength(1);
    const inner = { ...llama, num_hidden_layers: 4 };
    expect(read({ ...llama, text_config: inner }).layers).toEqual([attention(4, 8, 128)]);
  });
});

describe("what says nothing", () => {
  it.each([false, 0, "", null, [], {}])("is passed over: %o", (value) => {
    const { layers } = read({ model_type: "newcomer", ...dense, attention_window: value });
    expect(layers).toEqual([attention(32, 8, 128)]);
  });

  it("is a list of attention throughout, by either name", () => {
    for (const type of ["attention", "full_attention"])
      expect(
        read({ model_type: "newcomer", ...dense, layer_types: Array(32).fill(type) }).layers,
      ).toHaveLength(1);
  });
});

describe("traces", () => {
  it("name the field of every number, however deep", () => {
    const { trace } = read({
      model_type: "mistral3",
      text_config: { model_type: "mistral", ...dense },
    });
    expect(trace.kvHeads).toEqual({ field: "text_config.num_key_value_heads", value: 8 });
    expect(trace.headDim?.rule).toBe("hidden_size / num_attention_heads");
  });
});

describe("models nobody has read", () => {
  it("are read as plain attention and marked", () => {
    const { layers, assumed } = read({ model_type: "newcomer", ...dense });
    expect(layers).toEqual([attention(32, 8, 128)]);
    expect(assumed).toBe("newcomer is not a known family; its fields are those of plain attention");
    expect(read(dense).assumed).toBe("no model_type; the fields are those of plain attention");
    expect(read({ model_type: "llama", ...dense }).assumed).toBeUndefined();
  });

  it("are marked when only the class is known", () => {
    const config = { model_type: "newcomer", architectures: ["LlamaForCausalLM"], ...dense };
    expect(read(config).assumed).toBe(
      "newcomer is not a known family and is read as LlamaForCausalLM",
    );
    expect(refusedField({ ...config, window_size: 4 })).toBe("window_size");
    expect(read({ architectures: ["LlamaForCausalLM"], ...dense })).not.toHaveProperty("assumed");
  });

  it("are named by no more than sixty letters", () => {
    const model_type = "x".repeat(99);
    const short = "x".repeat(60);
    const architectures = ["LlamaForCausalLM"];
    expect(read({ model_type, ...dense }).assumed).toMatch(`${short} is not a known family; `);
    expect(read({ model_type, architectures, ...dense }).assumed).toMatch(new RegExp(`^${short} `));
    expect(read({ model_type: `${model_type}x`, ...dense }).assumed).toMatch(/^no model_type/);
    const reading = fromConfig({ model_type: `rwkv${model_type.slice(4)}`, ...dense });
    expect(reading).toMatchObject({
      reason: `rwkv${short.slice(4)} is a layout that is not read`,
    });
  });

  it("may be known by one of the first four classes", () => {
    const others = (count: number) =>
      read({ architectures: [...Array(count).fill("Other"), "LlamaForCausalLM"], ...dense });
    expect(others(3).assumed).toBeUndefined();
    expect(others(4).assumed).toMatch(/^Other is not a known family/);
  });

  it("ignore what says nothing of the layout", () => {
    const inert = {
      use_cache: true,
      num_local_experts: 8,
      n_shared_experts: 1,
      rope_local_base_freq: 10000,
      sliding_window: null,
      chunk_size_feed_forward: 0,
      tie_word_embeddings: false,
      layer_types: dense_types(32),
    };
    expect(read({ model_type: "newcomer", ...dense, ...inert }).layers).toHaveLength(1);
  });

  it.each([
    "kv_lora_rank",
    "q_lora_rank",
    "ssm_state_size",
    "mamba_d_state",
    "conv_kernel",
    "linear_num_key_heads",
    "sliding_window",
    "window_size",
    "attention_window",
    "sparse_block",
    "index_head_dim",
    "compress_ratio",
    "num_kv_shared_layers",
    "kv_share_every",
    "global_attn_every_n_layers",
    "hybrid_pattern",
    "attention_chunk_size",
    "landmark_every",
    "lightning_heads",
    "local_attention",
  ])("are refused where %s hints at another layout", (field) =>
    expect(refusedField({ model_type: "newcomer", ...dense, [field]: 4 })).toBe(field),
  );

  it("are refused where layers differ, even in ways known elsewhere", () => {
    const types = Array.from({ length: 32 }, (_, i) => `${i % 2 ? "full" : "sliding"}_attention`);
    const slides = { model_type: "newcomer", ...dense, sliding_window: 128, layer_types: types };
    expect(refusedField(slides)).toBe("layer_types");
    expect(refusedField({ model_type: "newcomer", ...dense, num_attention_groups: 4 })).toBe(
      "num_attention_groups",
    );
  });

  it("are refused by lists of other layers and by name", () => {
    const types = ["full_attention", "mystery"];
    expect(refusedField({ model_type: "newcomer", ...dense, layer_types: types })).toBe(
      "layer_types",
    );
    for (const model_type of ["rwkv7", "recurrent_gemma", "bailing_moe_linear", "zamba2", "t5"])
      expect(refusedField({ model_type, ...dense })).toBe("model_type");
  });
});

const dense_types = (count: number) => Array.from({ length: count }, () => "full_attention");

describe("refusals name the field", () => {
  it.each([
    ["hidden_size", { model_type: "llama", ...dense, hidden_size: undefined }],
    ["head_dim", { model_type: "llama", ...dense, hidden_size: 4097 }],
    ["num_key_value_heads", { model_type: "llama", ...dense, num_key_value_heads: 5 }],
    ["kv_lora_rank", { model_type: "llama", ...dense, kv_lora_rank: 512 }],
    ["sliding_window", { model_type: "llama", ...dense, sliding_window: 4096 }],
    ["sliding_window", { model_type: "gemma3_text", ...dense }],
    ["layer_types", { model_type: "gpt_oss", ...dense, layer_types: ["full_attention"] }],
    ["layer_types", { model_type: "olmo3", ...dense, layer_types: Array(32).fill("conv") }],
    ["num_kv_shared_layers", { model_type: "gemma3n", ...dense, sliding_window: 512 }],
    [
      "compress_ratios",
      {
        model_type: "deepseek_v4",
        num_hidden_layers: 2,
        head_dim: 512,
        num_key_value_heads: 1,
        qk_rope_head_dim: 64,
        sliding_window: 128,
        compress_ratios: [0, 7],
      },
    ],
    [
      "index_skip_topk_offset",
      {
        model_type: "glm_moe_dsa",
        num_hidden_layers: 8,
        kv_lora_rank: 512,
        qk_rope_head_dim: 64,
        index_head_dim: 128,
        index_topk_freq: 4,
      },
    ],
    ["is_encoder_decoder", { model_type: "opt", ...dense, is_encoder_decoder: true }],
    [
      "hybrid_override_pattern",
      { model_type: "nemotron_h", ...dense, hybrid_override_pattern: "M*X" },
    ],
    ["config", null],
    ["config", []],
    ["config", "llama"],
  ])("%s", (field, config) => expect(refusedField(config)).toBe(field));
});
