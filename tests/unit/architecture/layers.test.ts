import { describe, expect, it, test } from "vitest";
import { type Architecture, fromConfig } from "../../../src/lib/index.ts";
import { base, delta, v4Widths } from "./configs.ts";

function read(config: object): Architecture {
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(`${reading.field}: ${reading.reason}`);
  return reading.architecture;
}

/** What each layer keeps, first layer first. */
function layersOf(config: object): object[][] {
  const { layers, order } = read(config);
  return order!.map((places) =>
    places.map((place) => {
      const { count, ...kept } = layers[place]!;
      return kept;
    }),
  );
}

const predicted = (config: object) => read(config).extra;
const full = { kind: "attention", kvHeads: 2, keyDim: 6, valueDim: 6 };
const sliding = { ...full, window: 16 };
const chunk = { ...full, window: 16, chunked: true };
const shared = { kind: "shared" };
const latent = { kind: "latent", rank: 9, ropeDim: 2 };

describe("latents", () => {
  const low = { num_hidden_layers: 4, kv_lora_rank: 9, qk_rope_head_dim: 2 };

  it("are on every layer, and on those of prediction", () => {
    const config = { model_type: "deepseek_v3", ...low, num_nextn_predict_layers: 2 };
    expect(layersOf(config)).toEqual([[latent], [latent], [latent], [latent]]);
    expect(predicted(config)).toEqual([{ ...latent, count: 2 }]);
  });

  it("give way to plain attention where they are switched off", () => {
    const config = { model_type: "deepseek_v2", ...base, kv_lora_rank: null, use_mla: false };
    expect(layersOf(config)).toEqual(Array(4).fill([full]));
  });

  it("are on every layer of a params.json with a rank", () => {
    const params = { dim: 64, n_layers: 2, n_heads: 4, kv_lora_rank: 9, qk_rope_head_dim: 2 };
    expect(layersOf(params)).toEqual([[latent], [latent]]);
  });

  const sparse = { model_type: "glm_moe_dsa", ...low, index_head_dim: 129 };
  const key = { kind: "indexer", keyDim: 129, ratio: 1, entryBytes: 129 + 2 * 4 };
  const indexed = (marks: string) =>
    [...marks].map((mark) => (mark === "F" ? [latent, key] : [latent]));

  it("have an index key beside them, in FP8 with a scale for every 128 numbers", () => {
    expect(layersOf(sparse)).toEqual(indexed("FFFF"));
    expect(predicted({ ...sparse, num_nextn_predict_layers: 1 })).toEqual([
      { ...latent, count: 1 },
      { ...key, count: 1 },
    ]);
    expect(layersOf({ ...sparse, index_kpool: 3 })[0]![1]).toEqual({ ...key, ratio: 3 });
    expect(layersOf({ ...sparse, index_head_dim: 128 })[0]![1]).toMatchObject({ entryBytes: 132 });
  });

  it("share an index where the config spaces it, spells it or lists it", () => {
    const nine = { ...sparse, num_hidden_layers: 11 };
    expect(layersOf({ ...nine, index_topk_freq: 4, index_skip_topk_offset: 3 })).toEqual(
      indexed("FFFSSSFSSSF"),
    );
    expect(layersOf({ ...sparse, index_topk_pattern: "FSSF" })).toEqual(indexed("FSSF"));
    const indexer_types = ["full", "shared", "full", "shared"];
    expect(layersOf({ ...sparse, indexer_types, index_topk_freq: 4 })).toEqual(indexed("FSFS"));
  });
});

describe("compressed entries", () => {
  const recent = { kind: "latent", rank: 8, ropeDim: 4, window: 16 };
  const entry = (ratio: number) => ({ kind: "compressed", width: 12, ratio });
  const key = (ratio: number) => ({ kind: "indexer", keyDim: 5, ratio });
  const layers = [[recent], [recent, entry(4), key(4)], [recent, entry(128)], [recent]];

  it("of DeepSeek V4 stand beside its window, with an index for the finer ones", () => {
    expect(layersOf({ ...v4Widths, compress_ratios: [0, 4, 128, 1] })).toEqual(layers);
    const types = ["sliding", "compressed_sparse", "heavily_compressed", "sliding"];
    const named = {
      layer_types: types.map((type) => `${type}_attention`),
      compress_rates: { compressed_sparse_attention: 4, heavily_compressed_attention: 128 },
    };
    expect(layersOf({ ...v4Widths, ...named })).toEqual(layers);
  });

  it("of prediction follow those of the model, and are none where the list ends", () => {
    const ratios = { ...v4Widths, num_nextn_predict_layers: 1 };
    expect(predicted({ ...ratios, compress_ratios: [0, 4, 128, 0] })).toEqual([
      { ...recent, count: 1 },
    ]);
    expect(predicted({ ...ratios, compress_ratios: [0, 4, 128, 0, 128] })).toEqual([
      { ...recent, count: 1 },
      { ...entry(128), count: 1 },
    ]);
  });

  it("of DeepSeek V4.1 are kept by source layers only", () => {
    const config = {
      ...v4Widths,
      model_type: "deepseek_v41",
      compress_ratios: [4, 4, 128, 4],
      kv_source_layer_ids: [1, 2],
      num_nextn_predict_layers: 1,
    };
    expect(layersOf(config)).toEqual([
      [recent],
      [recent, entry(4), key(4)],
      [recent, entry(128), key(128)],
      [recent],
    ]);
    expect(predicted(config)).toEqual([{ ...recent, count: 1 }]);
  });
});

describe("MiniMax", () => {
  const state = {
    kind: "state",
    name: "lightning",
    convElements: 0,
    convBytes: 2,
    stateElements: 4 * 6 * 6,
    stateBytes: 4,
  };

  it("keeps a matrix per head where attention is linear", () => {
    const m1 = { model_type: "minimax_m1", ...base };
    const layers = [[state], [full], [state], [state]];
    expect(layersOf({ ...m1, attn_type_list: [0, 1, 0, 0] })).toEqual(layers);
    const types = ["linear", "full", "linear", "linear"].map((type) => `${type}_attention`);
    expect(layersOf({ ...m1, layer_types: types })).toEqual(layers);
  });

  it("M2 is attention throughout, listed or not", () => {
    const m2 = { model_type: "minimax_m2", ...base };
    expect(layersOf(m2)).toEqual(Array(4).fill([full]));
    expect(layersOf({ ...m2, attn_type_list: [1, 1, 1, 1] })).toEqual(layersOf(m2));
  });

  it("M3 has an index key where a frequency or a name says so", () => {
    const m3 = { model_type: "minimax_m3", ...base };
    const key = { kind: "indexer", keyDim: 5, ratio: 1 };
    const layers = [[full], [full, key], [full, key], [full]];
    const config = {
      ...m3,
      num_mtp_modules: 2,
      sparse_attention_config: { sparse_attention_freq: [0, 1, true, false], sparse_index_dim: 5 },
    };
    expect(layersOf(config)).toEqual(layers);
    expect(predicted(config)).toEqual([{ ...full, count: 2 }]);
    const types = ["full_attention", "minimax_m3_sparse", "minimax_m3_sparse", "full_attention"];
    expect(layersOf({ ...m3, layer_types: types, index_head_dim: 5 })).toEqual(layers);
  });
});

describe("Llama 4", () => {
  const llama4 = { model_type: "llama4", ...base, attention_chunk_size: 16 };

  it("chunks attention wherever positions are rotary", () => {
    expect(layersOf(llama4)).toEqual([[chunk], [chunk], [chunk], [full]]);
    expect(layersOf({ ...llama4, no_rope_layers: [] })).toEqual(layersOf(llama4));
    const every2 = [[chunk], [full], [chunk], [full]];
    expect(layersOf({ ...llama4, no_rope_layer_interval: 2 })).toEqual(every2);
    expect(layersOf({ ...llama4, no_rope_layers: [1, 0, 1, 0] })).toEqual(every2);
    const types = ["chunked", "full", "chunked", "full"].map((type) => `${type}_attention`);
    expect(layersOf({ ...llama4, layer_types: types })).toEqual(every2);
  });

  it("keeps every token where it has no chunk, and says why", () => {
    const { attention_chunk_size, ...unchunked } = llama4;
    expect(layersOf(unchunked)).toEqual(Array(4).fill([full]));
    expect(read(unchunked).trace).toMatchObject({
      window: {
        field: "attention_chunk_size",
        value: null,
        rule: "no chunk, so every layer keeps all tokens",
      },
      schedule: {
        field: "no_rope_layer_interval",
        value: 4,
        rule: "what Llama4TextConfig fills in",
      },
    });
    expect(read(llama4).trace.window).toEqual({ field: "attention_chunk_size", value: 16 });
    expect(read({ ...llama4, no_rope_layer_interval: 2 }).trace).not.toHaveProperty("schedule");
  });
});

describe("Mamba", () => {
  const state = (name: string, conv: number, elements: number, bytes = [2, 2]) => ({
    kind: "state",
    name,
    convElements: conv,
    convBytes: bytes[0],
    stateElements: elements,
    stateBytes: bytes[1],
  });

  it("1 keeps the last inputs of its kernel and a state for each inner channel", () => {
    const mamba = { hidden_size: 64, num_hidden_layers: 2, state_size: 3, conv_kernel: 5 };
    const twice = state("mamba-1", 4 * 128, 128 * 3);
    expect(layersOf({ model_type: "mamba", ...mamba, expand: 2 })).toEqual([[twice], [twice]]);
    const own = state("mamba-1", 4 * 100, 100 * 3, [4, 4]);
    for (const inner of [{ intermediate_size: 100 }, { d_inner: 100 }])
      expect(
        layersOf({ model_type: "falcon_mamba", ...mamba, ...inner, torch_dtype: "float32" }),
      ).toEqual([[own], [own]]);
  });

  it("1 gives way to attention once a period in Jamba", () => {
    const jamba = {
      model_type: "jamba",
      ...base,
      num_hidden_layers: 5,
      attn_layer_period: 3,
      attn_layer_offset: 1,
      mamba_expand: 2,
      mamba_d_state: 3,
      mamba_d_conv: 5,
      mamba_dt_rank: 4,
    };
    const kept = state("mamba-1", 4 * 128, 128 * 3);
    expect(layersOf(jamba)).toEqual([[kept], [full], [kept], [kept], [full]]);
  });

  const bamba = {
    ...base,
    mamba_n_heads: 3,
    mamba_d_head: 7,
    mamba_n_groups: 2,
    mamba_d_state: 5,
    mamba_d_conv: 4,
    mamba_chunk_size: 256,
  };
  const kept = state("mamba-2", 3 * (21 + 2 * 2 * 5), 21 * 5);

  it("2 passes its groups through the convolution too", () => {
    const sizes = { num_heads: 3, head_dim: 7, n_groups: 2, state_size: 5, conv_kernel: 4 };
    expect(layersOf({ model_type: "mamba2", num_hidden_layers: 1, ...sizes })).toEqual([[kept]]);
  });

  it("2 stands beside attention in Falcon-H1", () => {
    expect(layersOf({ model_type: "falcon_h1", ...bamba })).toEqual(Array(4).fill([full, kept]));
    const auto = { model_type: "falcon_h1", ...bamba, mamba_d_head: "auto", mamba_expand: 2 };
    expect(layersOf(auto)[0]).toEqual([full, state("mamba-2", 3 * (128 + 20), 128 * 5)]);
    expect(layersOf({ ...auto, mamba_d_ssm: 96 })[0]).toEqual([
      full,
      state("mamba-2", 3 * (96 + 20), 96 * 5),
    ]);
  });

  it("2 takes turns with attention in Bamba and Granite", () => {
    const turns = [[kept], [kept], [full], [kept]];
    expect(layersOf({ model_type: "bamba", ...bamba, attn_layer_indices: [2] })).toEqual(turns);
    const types = ["mamba", "mamba", "attention", "mamba"];
    const granite = { model_type: "granitemoehybrid", ...bamba };
    expect(layersOf({ ...granite, layer_types: types })).toEqual(turns);
    expect(
      layersOf({
        model_type: "granitemoehybrid",
        ...base,
        layer_types: Array(4).fill("attention"),
      }),
    ).toEqual(Array(4).fill([full]));
  });

  it("2 has blocks of its own in Nemotron-H, whose states are in FP32 unless it says otherwise", () => {
    const nemotron = {
      model_type: "nemotron_h",
      ...base,
      mamba_num_heads: 3,
      mamba_head_dim: 7,
      n_groups: 2,
      ssm_state_size: 5,
      conv_kernel: 4,
    };
    const wide = { ...kept, stateBytes: 4 };
    const pattern = { ...nemotron, hybrid_override_pattern: "M*-E" };
    const layers = [[wide], [full], [], []];
    expect(layersOf(pattern)).toEqual(layers);
    expect(read(pattern).trace.stateBytes).toEqual({
      field: "mamba_ssm_cache_dtype",
      value: 4,
      rule: "NemotronHConfig's default, float32",
    });
    expect(layersOf({ ...pattern, mamba_ssm_cache_dtype: "bfloat16" })[0]).toEqual([kept]);
    const types = ["mamba", "attention", "mlp", "moe"];
    expect(layersOf({ ...nemotron, layers_block_type: types })).toEqual(layers);
    const { num_hidden_layers, ...uncounted } = nemotron;
    expect(layersOf({ ...uncounted, hybrid_override_pattern: "M*-E" })).toEqual(layers);
    expect(layersOf({ ...uncounted, layers_block_type: types })).toEqual(layers);
    const served = { ...pattern, num_nextn_predict_layers: 2 };
    expect(predicted(served)).toEqual([{ ...full, count: 2 }]);
    expect(predicted({ ...served, mtp_hybrid_override_pattern: "*ME" })).toEqual([
      { ...full, count: 2 },
      { ...wide, count: 2 },
    ]);
  });
});

describe("the delta rule", () => {
  const state = {
    kind: "state",
    name: "gated-delta-net",
    convElements: 3 * (2 * 2 * 3 + 4 * 5),
    convBytes: 2,
    stateElements: 4 * 3 * 5,
    stateBytes: 4,
  };

  it("keeps a key-by-value matrix per value head, but on every nth layer of Qwen3-Next", () => {
    const next = { model_type: "qwen3_next", ...base, ...delta };
    const layers = [[state], [state], [state], [full]];
    expect(layersOf({ ...next, full_attention_interval: 4 })).toEqual(layers);
    const types = ["linear", "linear", "linear", "full"].map((type) => `${type}_attention`);
    expect(layersOf({ ...next, layer_types: types, full_attention_interval: 2 })).toEqual(layers);
    const served = { ...next, full_attention_interval: 4, mtp_num_hidden_layers: 1 };
    expect(predicted(served)).toEqual([{ ...full, count: 1 }]);
    const { head_dim, ...bare } = served;
    expect(read(bare).trace.headDim).toMatchObject({
      value: 256,
      rule: "Qwen3NextConfig's default",
    });
  });

  it("stands with index keys and a convolution of n-grams in Qwen 4", () => {
    const qwen4 = {
      model_type: "qwen4_exp",
      ...base,
      ...delta,
      full_attention_interval: 2,
      indexer_head_dim: 5,
      indexer_kv_heads: 2,
      indexer_compress_ratio: 8,
      indexer_n_heads: 4,
      ple_layer_ids: [2],
      ple_conv_kernel_size: 3,
      ngram_size: 2,
      hc_count: 4,
      num_nextn_predict_layers: 1,
    };
    const key = { kind: "indexer", keyDim: 10, ratio: 8 };
    const conv = {
      kind: "state",
      name: "short-conv",
      convElements: 2 * 2 * 64 * 4,
      convBytes: 2,
      stateElements: 0,
      stateBytes: 4,
    };
    expect(layersOf(qwen4)).toEqual([[state], [full, key, conv], [state], [full, key]]);
    expect(predicted(qwen4)).toEqual([
      { ...full, count: 1 },
      { ...key, count: 1 },
    ]);
    const { ple_layer_ids, ...plain } = qwen4;
    expect(layersOf(plain)).toEqual([[state], [full, key], [state], [full, key]]);
  });

  const low = { num_hidden_layers: 4, kv_lora_rank: 9, qk_rope_head_dim: 2 };
  const linear = { num_heads: 3, head_dim: 7, short_conv_kernel_size: 4 };
  const kda = {
    ...state,
    name: "kda",
    convElements: 3 * (2 * 21 + 21),
    stateElements: 3 * 7 * 7,
  };

  it("is Kimi's on layers that are not listed, counted from 1", () => {
    const kimi = {
      model_type: "kimi_linear",
      ...low,
      linear_attn_config: { ...linear, full_attn_layers: [2, 4], kda_layers: [1, 3] },
      num_nextn_predict_layers: 1,
    };
    expect(layersOf(kimi)).toEqual([[kda], [latent], [kda], [latent]]);
    expect(predicted(kimi)).toEqual([{ ...latent, count: 1 }]);
  });

  it("takes turns with sparse latents in GLM", () => {
    const glm = {
      model_type: "glm5_next",
      ...low,
      linear_attn_config: linear,
      layer_types: ["linear", "deepseek_sparse", "deepseek_sparse", "linear"].map(
        (type) => `${type}_attention`,
      ),
      index_head_dim: 128,
      index_kpool: 4,
      index_topk_pattern: "FFSF",
      num_nextn_predict_layers: 1,
    };
    const key = { kind: "indexer", keyDim: 128, ratio: 4, entryBytes: 132 };
    expect(layersOf(glm)).toEqual([[kda], [latent, key], [latent], [kda]]);
    expect(predicted(glm)).toEqual([
      { ...latent, count: 1 },
      { ...key, count: 1 },
    ]);
  });
});

test("LFM2's convolutions keep the inputs before the last", () => {
  const lfm2 = { model_type: "lfm2", ...base, conv_L_cache: 3 };
  const conv = {
    kind: "state",
    name: "short-conv",
    convElements: 2 * 64,
    convBytes: 2,
    stateElements: 0,
    stateBytes: 4,
  };
  const layers = [[conv], [full], [conv], [full]];
  expect(layersOf({ ...lfm2, full_attn_idxs: [1, 3] })).toEqual(layers);
  const types = ["conv", "full_attention", "short_conv", "full_attention"];
  expect(layersOf({ ...lfm2, layer_types: types })).toEqual(layers);
});

describe("windows", () => {
  it("may have heads of their own", () => {
    const mimo = {
      model_type: "mimo_v2_flash",
      ...base,
      v_head_dim: 4,
      sliding_window: 16,
      hybrid_layer_pattern: [0, 1, 1, 0],
      swa_rope_theta: 10_000,
    };
    const global = { ...full, valueDim: 4 };
    const turns = (local: object) => [[global], [local], [local], [global]];
    const window = { ...global, window: 16 };
    expect(layersOf(mimo)).toEqual(turns(window));
    expect(layersOf({ ...mimo, swa_num_key_value_heads: 1 })).toEqual(
      turns({ ...window, kvHeads: 1 }),
    );
    expect(layersOf({ ...mimo, swa_head_dim: 8 })).toEqual(
      turns({ ...window, keyDim: 8, valueDim: 8 }),
    );
    expect(layersOf({ ...mimo, swa_head_dim: 8, swa_v_head_dim: 5 })).toEqual(
      turns({ ...window, keyDim: 8, valueDim: 5 }),
    );
    expect(predicted({ ...mimo, num_nextn_predict_layers: 1 })).toEqual([{ ...window, count: 1 }]);
  });

  it("are Inkling's on the layers listed, its convolutions left out", () => {
    const inkling = { model_type: "inkling", ...base, sliding_window: 16, local_layer_ids: [1, 2] };
    expect(layersOf(inkling)).toEqual([[full], [sliding], [sliding], [full]]);
    expect(read(inkling).assumed).toBeUndefined();
    expect(read({ ...inkling, use_sconv: true, sconv_kernel_size: 4 }).assumed).toBe(
      "the short convolutions' last 3 inputs per layer are left out",
    );
  });

  it("follow a number, letters with the last layer full, or the family's habit", () => {
    const olmo = { model_type: "olmo3", ...base, sliding_window: 16 };
    const turns = (letters: string) =>
      [...letters].map((letter) => [letter === "G" ? full : sliding]);
    expect(layersOf(olmo)).toEqual(turns("LLLG"));
    for (const name of ["sliding_window_pattern", "_sliding_window_pattern"]) {
      expect(layersOf({ ...olmo, [name]: 2 })).toEqual(turns("LGLG"));
      expect(layersOf({ ...olmo, [name]: "LGL" })).toEqual(turns("LGLG"));
      expect(layersOf({ ...olmo, [name]: "LLG" })).toEqual(turns("LLGG"));
    }
    expect(layersOf({ ...olmo, use_sliding_window: false })).toEqual(turns("GGGG"));
    const { sliding_window, ...full4 } = olmo;
    expect(layersOf(full4)).toEqual(turns("GGGG"));
    expect(layersOf({ ...full4, sliding_window_pattern: 2 })).toEqual(turns("GGGG"));
    expect(layersOf({ ...full4, sliding_window_size: 16 })).toEqual(turns("LLLG"));
    expect(layersOf({ ...olmo, model_type: "mistral" })).toEqual(turns("LLLL"));
  });

  it("are traced to the field or the rule that schedules them", () => {
    const olmo = { model_type: "olmo3", ...base, sliding_window: 16 };
    const traced = (config: object) => read({ ...olmo, ...config }).trace.schedule;
    expect(traced({})).toEqual({ field: "layer_types", value: 4, rule: "every 4th layer is full" });
    expect(traced({ sliding_window_pattern: 2 })).toEqual({
      field: "sliding_window_pattern",
      value: 2,
    });
    const layer_types = Array(4).fill("sliding_attention");
    expect(traced({ layer_types })).toEqual({ field: "layer_types", value: layer_types });
    expect(traced({ local_layer_ids: [1] })).toEqual({ field: "local_layer_ids", value: [1] });
    const pattern = { hybrid_layer_pattern: [0, 1, 1, 0] };
    expect(traced(pattern)).toEqual({ field: "hybrid_layer_pattern", value: [0, 1, 1, 0] });
    const qwen = read({
      model_type: "qwen2",
      ...base,
      sliding_window: 16,
      use_sliding_window: false,
    });
    expect(qwen.trace.window).toEqual({
      field: "use_sliding_window",
      value: false,
      rule: "the window is off",
    });
  });
});

describe("Gemma", () => {
  const six = { ...base, num_hidden_layers: 6, sliding_window: 16 };
  const kept = (letters: string, global: object = full) =>
    [...letters].map((letter) => [{ L: sliding, G: global, S: shared }[letter]]);

  it("fixes the ratio of its windows", () => {
    expect(layersOf({ model_type: "gemma2", ...six })).toEqual(kept("LGLGLG"));
    expect(layersOf({ model_type: "gemma3_text", ...six })).toEqual(kept("LLLLLG"));
    expect(layersOf({ model_type: "gemma3n", ...six, num_kv_shared_layers: 0 })).toEqual(
      kept("LLLLGL"),
    );
  });

  it("lets the last layers read what others keep", () => {
    expect(layersOf({ model_type: "gemma3n", ...six, num_kv_shared_layers: 2 })).toEqual(
      kept("LLLLSS"),
    );
  });

  it("4 has heads of its own on global layers", () => {
    const gemma4 = { model_type: "gemma4", ...six };
    expect(layersOf(gemma4)).toEqual(kept("LLLLLG"));
    const wide = { ...full, keyDim: 12, valueDim: 12 };
    expect(layersOf({ ...gemma4, global_head_dim: 12 })).toEqual(kept("LLLLLG", wide));
    expect(layersOf({ ...gemma4, num_global_key_value_heads: 1, attention_k_eq_v: true })).toEqual(
      kept("LLLLLG", { ...full, kvHeads: 1 }),
    );
  });

  it("3 leaves heads to its class, and says so", () => {
    const { num_attention_heads, num_key_value_heads, head_dim, ...bare } = six;
    const four = { kind: "attention", kvHeads: 4, keyDim: 256, valueDim: 256 };
    const gemma3 = { model_type: "gemma3_text", ...bare };
    expect(layersOf(gemma3)[5]).toEqual([four]);
    expect(read(gemma3).trace).toMatchObject({
      kvHeads: {
        field: "num_key_value_heads",
        value: 4,
        rule: "what transformers' Gemma3TextConfig fills in",
      },
      headDim: { field: "head_dim", value: 256, rule: "what transformers' Gemma configs fill in" },
    });
    expect(layersOf({ ...gemma3, head_dim: 6 })[5]).toEqual([{ ...full, kvHeads: 4 }]);
  });
});

describe("earlier decoders", () => {
  const { head_dim, num_key_value_heads, ...early } = base;
  const heads = (kvHeads: number, dim = 16) => ({
    kind: "attention",
    kvHeads,
    keyDim: dim,
    valueDim: dim,
  });

  it("have one KV head, or one per query head, as a flag says", () => {
    const kvHeads = (config: object) => layersOf({ ...early, ...config })[0];
    expect(kvHeads({ model_type: "gpt_bigcode" })).toEqual([heads(1)]);
    expect(kvHeads({ model_type: "gpt_bigcode", multi_query: false })).toEqual([heads(4)]);
    expect(kvHeads({ model_type: "falcon", multi_query: false })).toEqual([heads(4)]);
    const mpt = (attn_type: string) =>
      kvHeads({ model_type: "mpt", attn_config: { attn_type, kv_n_heads: 2 } });
    expect(mpt("multiquery_attention")).toEqual([heads(1)]);
    expect(mpt("grouped_query_attention")).toEqual([heads(2)]);
    expect(kvHeads({ model_type: "mpt" })).toEqual([heads(4)]);
    const glm = { model_type: "chatglm", multi_query_group_num: 2 };
    expect(kvHeads(glm)).toEqual([heads(4)]);
    expect(kvHeads({ ...glm, multi_query_attention: true })).toEqual([heads(2)]);
    expect(kvHeads({ ...glm, kv_channels: 8 })).toEqual([heads(4, 8)]);
  });

  it("name where the number of KV heads is from", () => {
    const trace = (config: object) => read({ ...early, ...config }).trace.kvHeads;
    expect(trace({ model_type: "gpt_bigcode" })).toEqual({
      field: "multi_query",
      value: true,
      rule: "one KV head for all",
    });
    expect(trace({ model_type: "falcon", multi_query: false })).toEqual({
      field: "multi_query",
      value: false,
      rule: "one per query",
    });
    expect(
      trace({ model_type: "mpt", attn_config: { attn_type: "multiquery_attention" } }),
    ).toEqual({
      field: "attn_config.attn_type",
      value: "multiquery_attention",
      rule: "one KV head for all",
    });
    expect(trace({ model_type: "chatglm" })).toMatchObject({ rule: "num_attention_heads" });
    expect(trace({ model_type: "llama" })).toEqual({
      field: "num_attention_heads",
      value: 4,
      rule: "no field of its own: one KV head per query head",
    });
  });

  it("give layers windows or heads one by one", () => {
    const neo = { model_type: "gpt_neo", ...early, window_size: 16 };
    const turns = [[heads(4)], [{ ...heads(4), window: 16 }], [heads(4)], [heads(4)]];
    const attention_layers = ["global", "local", "global", "global"];
    expect(layersOf({ ...neo, attention_layers })).toEqual(turns);
    const attention_types = [
      [["global", "local"], 1],
      [["global"], 2],
    ];
    expect(layersOf({ ...neo, attention_types })).toEqual(turns);
    const perLayer = [[heads(1)], [heads(2)], [heads(2)], [heads(4)]];
    const decilm = { model_type: "decilm", ...early };
    const listed = { ...decilm, num_key_value_heads_per_layer: [1, 2, 2, 4] };
    expect(layersOf(listed)).toEqual(perLayer);
    expect(read(listed).trace.kvHeads).toEqual({
      field: "num_key_value_heads_per_layer",
      value: [1, 2, 2, 4],
    });
    expect(layersOf({ ...decilm, num_key_value_heads: 2 })).toEqual(Array(4).fill([heads(2)]));
  });
});

test("searched blocks keep the heads they name, and some keep nothing", () => {
  const block = (attention: object) => ({ attention });
  const searched = {
    model_type: "nemotron-nas",
    ...base,
    num_key_value_heads: null,
    block_configs: [
      block({ n_heads_in_group: 2 }),
      block({ num_key_value_heads: 1 }),
      block({ no_op: true }),
      block({ replace_with_linear: true }),
    ],
  };
  expect(layersOf(searched)).toEqual([[full], [{ ...full, kvHeads: 1 }], [], []]);
});

describe("layers of prediction", () => {
  const glm = { model_type: "glm4_moe", ...base };

  it.each<[object, number]>([
    [{ num_nextn_predict_layers: 2 }, 2],
    [{ mtp_num_hidden_layers: 3 }, 3],
    [{ mtp_num_layers: 1 }, 1],
    [{ num_mtp_modules: 3 }, 3],
    [{ num_mtp_modules: 3, mtp_transformer_layers: 2 }, 6],
    [{ num_mtp_modules: 3, use_mtp: true }, 3],
  ])("are counted from %o", (fields, count) => {
    expect(predicted({ ...glm, ...fields })).toEqual([{ ...full, count }]);
  });

  it("are none where they are switched off or not there", () => {
    for (const fields of [{}, { use_mtp: false, num_mtp_modules: 3 }, { num_mtp_modules: 0 }])
      expect(read({ ...glm, ...fields })).not.toHaveProperty("extra");
  });
});

test("a state's own format is four bytes only where it was published so", () => {
  const lfm2 = { model_type: "lfm2", ...base, conv_L_cache: 3, full_attn_idxs: [1] };
  const bytes = (fields: object) =>
    read({ ...lfm2, ...fields }).layers.find((group) => group.kind === "state")!.convBytes;
  expect(bytes({ torch_dtype: "float32" })).toBe(4);
  expect(bytes({ torch_dtype: "torch.float32" })).toBe(4);
  expect(bytes({ dtype: "float32" })).toBe(4);
  expect(bytes({ torch_dtype: "auto", dtype: "float32" })).toBe(4);
  expect(bytes({ torch_dtype: "bfloat16", dtype: "float32" })).toBe(2);
  expect(bytes({ torch_dtype: "float16" })).toBe(2);
});
