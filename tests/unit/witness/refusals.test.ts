import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { syntheticGguf } from "../../../src/lib/index.ts";

const plain = {
  model_type: "llama",
  hidden_size: 256,
  intermediate_size: 512,
  num_attention_heads: 4,
  num_hidden_layers: 8,
  num_key_value_heads: 2,
  head_dim: 64,
  vocab_size: 1000,
};

const { model_type: _, ...unnamed } = plain;

const outcome = (config: unknown) => {
  const file = syntheticGguf(config);
  return file.kind === "refused" ? [file.field, file.reason] : file.engineName;
};

const types = (length: number, isFull: (place: number) => boolean) =>
  Array.from({ length }, (_, place) => (isFull(place) ? "full_attention" : "sliding_attention"));

describe("a config that cannot be read is refused with what its reader says", () => {
  test.each<[string, unknown, string, string]>([
    ["one that is no object", 7, "config", "a config is a JSON object"],
    [
      "one without layers",
      { model_type: "llama" },
      "num_hidden_layers",
      "num_hidden_layers is missing",
    ],
  ])("%s", (_, config, field, reason) => {
    expect(outcome(config)).toEqual([field, reason]);
  });
});

describe("a family that is not written is refused by its name", () => {
  test("where it is read", () => {
    expect(outcome({ ...plain, model_type: "phi3" })).toEqual([
      "model_type",
      "no header is written for phi3",
    ]);
  });

  test("where it is not known", () => {
    expect(outcome({ ...plain, model_type: "unheard_of" })).toEqual([
      "model_type",
      "no header is written for unheard_of",
    ]);
  });

  test("of which a long one is cut short", () => {
    const name = Array.from({ length: 9 }, (_, place) => `${place}`.repeat(10)).join("");
    expect(outcome({ ...plain, model_type: name })).toEqual([
      "model_type",
      `no header is written for ${name.slice(0, 60)}`,
    ]);
  });

  test("or for the want of one", () => {
    expect(outcome(unnamed)).toEqual(["model_type", "no header is written for no model_type"]);
  });
});

describe("layers that llama.cpp's keys cannot say are refused", () => {
  const cannot = (engineName: string) => [
    "layers",
    `llama.cpp's ${engineName} cannot say what these layers keep`,
  ];

  test("with windows on other numbers of layers than llama.cpp gives them", () => {
    const config = { ...plain, model_type: "gpt_oss", sliding_window: 128 };
    const every = (nth: number) => types(8, (place) => (place + 1) % nth === 0);
    expect(outcome({ ...config, layer_types: every(2) })).toBe("gpt-oss");
    expect(outcome({ ...config, layer_types: every(4) })).toEqual(cannot("gpt-oss"));
  });

  test("with heads of two widths where the keys have room for one", () => {
    const config = {
      ...{ ...plain, model_type: "mimo_v2_flash", v_head_dim: 64, sliding_window_size: 128 },
      ...{ swa_num_key_value_heads: 2, hybrid_layer_pattern: [0, 1, 1, 0, 1, 1, 0, 1] },
    };
    const widths = (key: number, value: number) => ({ swa_head_dim: key, swa_v_head_dim: value });
    expect(outcome({ ...config, ...widths(64, 64) })).toBe("mimo2");
    expect(outcome({ ...config, ...widths(32, 64) })).toEqual(cannot("mimo2"));
    expect(outcome({ ...config, ...widths(64, 32) })).toEqual(cannot("mimo2"));
  });

  test("with a window on some of Mistral's layers, which runs without where all have one", () => {
    const config = { ...plain, model_type: "mistral", sliding_window: 128 };
    const places = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(places, (full) => {
        const mixed = new Set(full).size > 1;
        expect(outcome({ ...config, layer_types: types(8, (place) => full[place]!) })).toEqual(
          mixed ? cannot("llama") : "llama",
        );
      }),
    );
  });

  test("with a latent that slides, alone or beside an entry per 128 tokens", () => {
    const config = {
      ...{ ...plain, model_type: "deepseek_v4", architectures: ["DeepseekV3ForCausalLM"] },
      ...{ num_key_value_heads: 1, qk_rope_head_dim: 16, sliding_window: 128 },
    };
    const ratios = [Array(8).fill(0), [0, 128, 0, 128, 0, 128, 0, 128]];
    for (const compress_ratios of ratios)
      expect(outcome({ ...config, compress_ratios })).toEqual(cannot("deepseek2"));
  });

  test("with an index key for several tokens", () => {
    const config = {
      ...{ ...plain, model_type: "deepseek_v32", index_head_dim: 64 },
      ...{ kv_lora_rank: 64, qk_rope_head_dim: 16 },
    };
    expect(outcome({ ...config, index_kpool: 1 })).toBe("deepseek32");
    expect(outcome({ ...config, index_kpool: 4 })).toEqual(cannot("deepseek32"));
  });

  test("with an index key on some layers", () => {
    const config = {
      ...{ ...plain, model_type: "deepseek_v32", index_head_dim: 64 },
      ...{ kv_lora_rank: 64, qk_rope_head_dim: 16 },
    };
    expect(outcome({ ...config, index_topk_pattern: "FFFFFFFF" })).toBe("deepseek32");
    expect(outcome({ ...config, index_topk_pattern: "FFFSFFFS" })).toEqual(cannot("deepseek32"));
  });

  test("with states of another width than llama.cpp takes", () => {
    const jamba = {
      ...{ ...plain, model_type: "jamba", attn_layer_period: 4, attn_layer_offset: 1 },
      ...{ mamba_d_state: 16, mamba_d_conv: 4 },
    };
    expect(outcome({ ...jamba, mamba_expand: 2 })).toBe("jamba");
    expect(outcome({ ...jamba, mamba_expand: 3 })).toEqual(cannot("jamba"));
  });

  test("under the key that is not understood, where they are read back as something else", () => {
    const windows = { use_sliding_window: true, sliding_window: 128, max_window_layers: 4 };
    expect(outcome({ ...plain, model_type: "qwen2", ...windows })).toEqual([
      "qwen2.attention.sliding_window",
      "qwen2.attention.sliding_window hints at a layout that is not understood",
    ]);
  });
});

describe("what llama.cpp fixes for a family is refused where the config has another", () => {
  test("chunks of Llama 4", () => {
    const config = { ...plain, model_type: "llama4_text" };
    expect(outcome({ ...config, attention_chunk_size: 8192 })).toBe("llama4");
    expect(outcome({ ...config, attention_chunk_size: 4096 })).toEqual([
      "attention_chunk_size",
      "llama.cpp gives llama4 chunks of 8192 tokens",
    ]);
  });

  test("caches of Gemma 3n", () => {
    const config = {
      ...{ ...plain, model_type: "gemma3n_text", num_hidden_layers: 30, sliding_window: 512 },
      layer_types: types(30, (place) => (place + 1) % 5 === 0),
    };
    expect(outcome({ ...config, num_kv_shared_layers: 10 })).toBe("gemma3n");
    expect(outcome({ ...config, num_kv_shared_layers: 9 })).toEqual([
      "num_kv_shared_layers",
      "llama.cpp gives 20 layers of gemma3n a cache",
    ]);
  });
});

test("a config whose names are of two families is refused by the number that only one has", () => {
  const config = { ...plain, model_type: "phi3", architectures: ["Lfm2ForCausalLM"] };
  expect(outcome(config)).toEqual(["hiddenSize", "hiddenSize was not read as a number"]);
});

test("nothing is thrown, whatever is given", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(plain)), fc.anything(), (field, value) => {
      expect(["gguf", "refused"]).toContain(syntheticGguf({ ...plain, [field]: value }).kind);
    }),
    { numRuns: 300 },
  );
});
