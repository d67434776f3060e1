import { describe, expect, it } from "vitest";
import { type Architecture, fromGguf } from "../../../src/lib/index.ts";

type Keys = Record<string, unknown>;

const gguf = (architecture: string, keys: Keys): Keys => ({
  "general.architecture": architecture,
  ...Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [`${architecture}.${key}`, value]),
  ),
});

/** Four blocks, four query heads and two KV heads, whose keys and values differ in width. */
const base = {
  block_count: 4,
  embedding_length: 64,
  "attention.head_count": 4,
  "attention.head_count_kv": 2,
  "attention.key_length": 6,
  "attention.value_length": 5,
};
const turns = { ...base, "attention.head_count_kv": [0, 2, 0, 2] };

function read(architecture: string, keys: Keys): Architecture {
  const reading = fromGguf(gguf(architecture, keys));
  if (reading.kind === "refused") throw new Error(`${reading.field}: ${reading.reason}`);
  return reading.architecture;
}

/** What each block keeps, first block first. */
function blocksOf(architecture: string, keys: Keys): object[][] {
  const { layers, order } = read(architecture, keys);
  return order!.map((places) =>
    places.map((place) => {
      const { count, ...kept } = layers[place]!;
      return kept;
    }),
  );
}

const full = { kind: "attention", kvHeads: 2, keyDim: 6, valueDim: 5 };
const sliding = { ...full, window: 16 };
const state = (name: string, conv: number, elements: number, stateBytes = 2) => ({
  kind: "state",
  name,
  convElements: conv,
  convBytes: 2,
  stateElements: elements,
  stateBytes,
});

describe("widths and heads", () => {
  it("follow from the embedding where the file leaves them out", () => {
    const { block_count, embedding_length } = base;
    const { layers, trace } = read("llama", {
      block_count,
      embedding_length,
      "attention.head_count": 4,
    });
    expect(layers).toEqual([{ kind: "attention", count: 4, kvHeads: 4, keyDim: 16, valueDim: 16 }]);
    const rule = "embedding_length / attention.head_count";
    expect(trace).toEqual({
      count: { field: "llama.block_count", value: 4 },
      "attention.head_count": { field: "llama.attention.head_count", value: 4 },
      hiddenSize: { field: "llama.embedding_length", value: 64 },
      queryHeads: { field: "llama.attention.head_count", value: 4 },
      keyDim: { field: "llama.attention.key_length", value: 16, rule },
      valueDim: { field: "llama.attention.value_length", value: 16, rule },
    });
  });

  it("are read from lists at least as long as the model, in any type of number", () => {
    const heads = [1, 2, 4, 4, 2];
    const kept = heads.slice(0, 4).map((kvHeads) => [{ ...full, kvHeads }]);
    for (const list of [heads, heads.map(BigInt), Uint32Array.from(heads)])
      expect(blocksOf("llama", { ...base, "attention.head_count_kv": list })).toEqual(kept);
  });
});

describe("windows", () => {
  const slides = { ...base, "attention.sliding_window": 16 };
  const kept = (letters: string) => [...letters].map((one) => [one === "G" ? full : sliding]);
  const pattern = "attention.sliding_window_pattern";

  it("follow the architecture's habit", () => {
    expect(blocksOf("phi3", slides)).toEqual(kept("LLLL"));
    expect(blocksOf("gemma2", slides)).toEqual(kept("LGLG"));
    expect(blocksOf("cohere2", slides)).toEqual(kept("LLLG"));
    expect(read("cohere2", slides).trace.schedule).toEqual({
      field: `cohere2.${pattern}`,
      value: 4,
      rule: "every 4th block is full",
    });
  });

  it("follow what the file says before that", () => {
    expect(blocksOf("cohere2", { ...slides, [pattern]: 2 })).toEqual(kept("LGLG"));
    const listed = { ...slides, [pattern]: [true, 0, 1, false, true] };
    expect(blocksOf("cohere2", listed)).toEqual(kept("LGLG"));
    expect(read("cohere2", listed).trace.schedule).toEqual({
      field: `cohere2.${pattern}`,
      value: listed[pattern],
    });
  });

  it("are none where the file has none or says 0", () => {
    for (const window of [{}, { "attention.sliding_window": 0 }])
      expect(blocksOf("phi3", { ...base, ...window })).toEqual(kept("GGGG"));
  });

  it("may have widths of their own", () => {
    const own = { "attention.key_length_swa": 8, "attention.value_length_swa": 7 };
    expect(blocksOf("gemma2", { ...slides, ...own })[0]).toEqual([
      { ...sliding, keyDim: 8, valueDim: 7 },
    ]);
    expect(blocksOf("gemma2", { ...slides, ...own })[1]).toEqual([full]);
  });

  it("are chunks in Llama 4, of 8,192 tokens unless the file says otherwise", () => {
    const chunk = (window: number) => ({ ...full, window, chunked: true });
    const chunks = (window: number) => [
      ...Array.from({ length: 3 }, () => [chunk(window)]),
      [full],
    ];
    expect(blocksOf("llama4", base)).toEqual(chunks(8192));
    expect(blocksOf("llama4", { ...base, "attention.chunk_size": 16 })).toEqual(chunks(16));
    expect(blocksOf("llama4", slides)).toEqual(chunks(16));
    expect(read("llama4", base).trace).toMatchObject({
      window: {
        field: "llama4.attention.chunk_size",
        value: 8192,
        rule: "what llama.cpp takes for this architecture",
      },
      schedule: { field: "llama4.block_count", value: 4, rule: "every 4th block is full" },
    });
  });

  it("end where the last blocks share", () => {
    expect(blocksOf("gemma3n", { ...slides, "attention.shared_kv_layers": 1 })).toEqual([
      ...kept("LLL"),
      [{ kind: "shared" }],
    ]);
  });
});

describe("blocks of prediction", () => {
  it("are the last of those counted, and keep what the last of the model does", () => {
    const { layers, extra } = read("glm4moe", { ...base, nextn_predict_layers: 1 });
    expect(layers).toEqual([{ ...full, count: 3 }]);
    expect(extra).toEqual([{ ...full, count: 1 }]);
    expect(read("glm4moe", base)).not.toHaveProperty("extra");
  });

  it("keep latents where the model does", () => {
    const keys = {
      block_count: 4,
      "attention.head_count_kv": 1,
      "attention.kv_lora_rank": 9,
      "rope.dimension_count": 2,
      "attention.indexer.key_length": 129,
      "attention.indexer.top_k": 2048,
      nextn_predict_layers: 1,
    };
    const latent = { kind: "latent", rank: 9, ropeDim: 2 };
    const key = { kind: "indexer", keyDim: 129, ratio: 1, entryBytes: 129 + 2 * 4 };
    expect(blocksOf("deepseek32", keys)).toEqual(Array(3).fill([latent, key]));
    expect(read("deepseek32", keys).extra).toEqual([
      { ...latent, count: 1 },
      { ...key, count: 1 },
    ]);
  });
});

describe("states", () => {
  const ssm = {
    "ssm.conv_kernel": 5,
    "ssm.inner_size": 24,
    "ssm.state_size": 3,
    "ssm.group_count": 2,
    "ssm.time_step_rank": 4,
  };
  const first = state("mamba-1", 4 * 24, 24 * 3);
  const second = state("mamba-2", 4 * (24 + 2 * 2 * 3), 24 * 3);

  it("of Mamba are on every block", () => {
    const keys = { block_count: 2, embedding_length: 64, "attention.head_count": 0, ...ssm };
    expect(blocksOf("mamba", keys)).toEqual([[first], [first]]);
    expect(blocksOf("mamba2", keys)).toEqual([[second], [second]]);
  });

  it("are where blocks have no KV heads", () => {
    expect(blocksOf("jamba", { ...turns, ...ssm })).toEqual([[first], [full], [first], [full]]);
    expect(blocksOf("granitehybrid", { ...turns, ...ssm })).toEqual([
      [second],
      [full],
      [second],
      [full],
    ]);
  });

  it("of Nemotron-H are in FP32, and where there is no feed-forward either", () => {
    const keys = { ...turns, ...ssm, feed_forward_length: [0, 0, 96, 0] };
    expect(blocksOf("nemotron_h", keys)).toEqual([
      [{ ...second, stateBytes: 4 }],
      [full],
      [],
      [full],
    ]);
  });

  it("of short convolutions are the inputs before the last", () => {
    const conv = state("short-conv", 2 * 64, 0, 4);
    expect(blocksOf("lfm2", { ...turns, "shortconv.l_cache": 3 })).toEqual([
      [conv],
      [full],
      [conv],
      [full],
    ]);
  });

  it("stand beside attention in Falcon-H1", () => {
    expect(blocksOf("falcon-h1", { ...base, ...ssm })).toEqual(Array(4).fill([full, second]));
  });

  it("of delta nets are on all but every nth block", () => {
    const delta = state("gated-delta-net", 4 * (2 * 2 * 3 + 24), 4 * 3 * 6, 4);
    const keys = { ...base, ...ssm };
    expect(blocksOf("qwen3next", keys)).toEqual([[delta], [delta], [delta], [full]]);
    expect(read("qwen3next", keys).trace.fullEvery).toEqual({
      field: "qwen3next.full_attention_interval",
      value: 4,
      rule: "what llama.cpp takes by default",
    });
    expect(blocksOf("qwen3next", { ...keys, full_attention_interval: 2 })).toEqual([
      [delta],
      [full],
      [delta],
      [full],
    ]);
    const served = { ...keys, block_count: 5, nextn_predict_layers: 1 };
    expect(read("qwen3next", served).extra).toEqual([{ ...full, count: 1 }]);
  });

  it("of Kimi are where blocks keep no latent", () => {
    const kda = state("kda", 4 * 3 * 4 * 7, 4 * 7 * 7, 4);
    const latent = { kind: "latent", rank: 9, ropeDim: 2 };
    const keys = {
      ...turns,
      "kda.head_dim": 7,
      "ssm.conv_kernel": 5,
      "attention.kv_lora_rank": 9,
      "rope.dimension_count": 2,
    };
    expect(blocksOf("kimi-linear", keys)).toEqual([[kda], [latent], [kda], [latent]]);
  });
});

describe("what is not understood is refused in words", () => {
  const slides = { ...base, "attention.sliding_window": 16 };
  const ssm = {
    "ssm.conv_kernel": 5,
    "ssm.inner_size": 24,
    "ssm.state_size": 3,
    "ssm.group_count": 2,
    "ssm.time_step_rank": 4,
  };

  it.each<[string, string, unknown]>([
    ["metadata", "metadata is an object of keys and values", []],
    ["general.architecture", "general.architecture is missing or not a name", {}],
    [
      "general.architecture",
      "general.architecture is missing or not a name",
      { "general.architecture": "two words" },
    ],
    [
      "general.architecture",
      "general.architecture is missing or not a name",
      { "general.architecture": "x".repeat(61) },
    ],
    ["general.architecture", "t5 is a layout that is not read", gguf("t5", base)],
    [
      "llama.ssm.state_size",
      "llama.ssm.state_size hints at a layout that is not understood",
      gguf("llama", { ...base, "ssm.state_size": 16 }),
    ],
    [
      "llama.block_count",
      "5000 layers are more than any model has",
      gguf("llama", { ...base, block_count: 5000 }),
    ],
    [
      "llama.nextn_predict_layers",
      "leaves no layer for the model",
      gguf("llama", { ...base, nextn_predict_layers: 4 }),
    ],
    [
      "llama.attention.head_count_kv",
      "has 2 entries for 4 blocks",
      gguf("llama", { ...base, "attention.head_count_kv": [2, 2] }),
    ],
    [
      "llama.attention.head_count",
      "attention.head_count is missing",
      gguf("llama", { block_count: 4, embedding_length: 64 }),
    ],
    [
      "llama.attention.head_count_kv",
      "has blocks without KV heads, which keep something else",
      gguf("llama", turns),
    ],
    [
      "deci.block_count",
      "no block keeps anything",
      gguf("deci", { ...base, "attention.head_count_kv": 0 }),
    ],
    [
      "gemma2.attention.sliding_window_pattern",
      "has 1 entries",
      gguf("gemma2", { ...slides, "attention.sliding_window_pattern": [1] }),
    ],
    [
      "gemma4.attention.sliding_window_pattern",
      "is missing, and decides which blocks slide",
      gguf("gemma4", slides),
    ],
    [
      "gemma3n.attention.shared_kv_layers",
      "attention.shared_kv_layers is missing",
      gguf("gemma3n", slides),
    ],
    [
      "gemma3n.attention.shared_kv_layers",
      "leaves no block with a cache of its own",
      gguf("gemma3n", { ...slides, "attention.shared_kv_layers": 4 }),
    ],
    [
      "nemotron_h.feed_forward_length",
      "feed_forward_length is missing",
      gguf("nemotron_h", { ...turns, ...ssm }),
    ],
    [
      "qwen3next.ssm.inner_size",
      "is not a whole number of value heads",
      gguf("qwen3next", { ...base, ...ssm, "ssm.inner_size": 25 }),
    ],
    [
      "qwen3next.attention.head_count_kv",
      "has no block with KV heads",
      gguf("qwen3next", { ...base, ...ssm, "attention.head_count_kv": 0 }),
    ],
  ])("%s: %s", (field, reason, metadata) => {
    expect(fromGguf(metadata)).toEqual({ kind: "refused", field, reason });
  });

  it("but not for keys that say nothing, belong to others, or turn positions", () => {
    const quiet = { ...base, "ssm.state_size": 0, "attention.sliding_window": null };
    const turned = { ...quiet, "rope.scaling.yarn_conv": 4 };
    const reading = fromGguf({ ...gguf("llama", turned), "clip.conv_kernel": 4 });
    expect(reading.kind).toBe("architecture");
  });

  it("says what an unknown architecture was read as", () => {
    expect(read("newcomer", base).assumed).toBe(
      "newcomer is not a known architecture; its keys are plain attention's",
    );
    expect(read("llama", base)).not.toHaveProperty("assumed");
  });
});
