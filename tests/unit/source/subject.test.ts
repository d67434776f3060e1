import fc from "fast-check";
import { expect, test } from "vitest";
import type { StoredTensor } from "../../../src/lib/memory/parameters/stored.ts";
import {
  addedUp,
  type Origin,
  type Stored,
  subjectFromConfig,
  subjectFromGguf,
} from "../../../src/lib/source/subject.ts";
import { llama } from "./files.ts";

const byHand = "Type the layers by hand, or report the model so that its layout can be read.";

/** An object's fields but for those named. */
const without = (fields: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

const unsized = without(llama, "max_position_embeddings");
const untyped = without(llama, "model_type", "architectures");
const unknownFamily = { ...llama, architectures: ["MadeUp"], model_type: "made_up" };

function fromConfig(config: object, origin?: Origin, stored?: Stored) {
  const answer = subjectFromConfig(config, origin, stored);
  if ("kind" in answer) throw new Error(`${answer.field}: ${answer.reason}`);
  return answer;
}

const metadata = {
  "general.architecture": "llama",
  "general.name": "Little llama",
  "llama.block_count": 16,
  "llama.context_length": 131072n,
  "llama.embedding_length": 2048,
  "llama.attention.head_count": 32,
  "llama.attention.head_count_kv": 8,
};
const unnamed = without(metadata, "general.name");
const unsizedGguf = without(metadata, "llama.context_length");

function fromGguf(
  keys: object,
  origin: Origin = {},
  stored: Stored & { readonly count?: bigint } = { notes: [] },
) {
  const answer = subjectFromGguf(keys, stored, origin);
  if ("kind" in answer) throw new Error(`${answer.field}: ${answer.reason}`);
  return answer;
}

test.each([
  "max_position_embeddings",
  "n_positions",
  "max_sequence_length",
  "max_seq_len",
  "seq_length",
  "n_ctx",
])("%s is the longest sequence", (field) => {
  expect(fromConfig({ ...unsized, [field]: 4096 }).maxTokens).toBe(4096n);
});

test("of two lengths the first by rank is the longest sequence, and null is none", () => {
  const both = { ...unsized, n_ctx: 1024, max_position_embeddings: 2048 };
  expect(fromConfig(both).maxTokens).toBe(2048n);
  expect(fromConfig({ ...both, max_position_embeddings: null }).maxTokens).toBe(1024n);
  expect(fromConfig({ text_config: { ...llama, max_position_embeddings: 77 } }).maxTokens).toBe(
    77n,
  );
});

const lengths: [unknown, bigint][] = [
  [1, 1n],
  [4096n, 4096n],
  [Number.MAX_SAFE_INTEGER, BigInt(Number.MAX_SAFE_INTEGER)],
];
const noLengths = [0, -1, 0n, -5n, 1.5, "4096", true, [4096], {}, 2 ** 53, 2n ** 60n, Number.NaN];

test("a length is a whole number above nothing", () => {
  for (const [value, tokens] of lengths) {
    expect(fromConfig({ ...unsized, n_ctx: value }).maxTokens).toBe(tokens);
    expect(fromGguf({ ...metadata, "llama.context_length": value }).maxTokens).toBe(tokens);
  }
  for (const value of noLengths) {
    expect(fromConfig({ ...unsized, n_ctx: value })).not.toHaveProperty("maxTokens");
    const gguf = fromGguf({ ...metadata, "llama.context_length": value });
    expect(gguf).not.toHaveProperty("maxTokens");
  }
  expect(fromConfig(unsized)).not.toHaveProperty("maxTokens");
  expect(fromGguf(unsizedGguf)).not.toHaveProperty("maxTokens");
});

test.each<[string, object, string, string]>([
  [
    "an adapter that names its model",
    { peft_type: "LORA", base_model_name_or_path: "meta-llama/Llama-3.1-8B" },
    "is an adapter’s config, which has no layers of its own",
    "Hand over the config of the model it adapts, meta-llama/Llama-3.1-8B.",
  ],
  [
    "an adapter with a very long name for its model",
    { peft_type: "LORA", base_model_name_or_path: "m".repeat(101) },
    "is an adapter’s config, which has no layers of its own",
    `Hand over the config of the model it adapts, ${"m".repeat(100)}.`,
  ],
  [
    "an adapter that names none",
    { peft_type: "LORA" },
    "is an adapter’s config, which has no layers of its own",
    "Hand over the config of the model it adapts.",
  ],
  [
    "an adapter whose model is not a text",
    { peft_type: "LORA", base_model_name_or_path: ["a"] },
    "is an adapter’s config, which has no layers of its own",
    "Hand over the config of the model it adapts.",
  ],
  [
    "a part of a diffusion model",
    { _class_name: "UNet2DConditionModel" },
    "is a diffusion model’s config, which keeps no cache of tokens",
    "Hand over a language model’s config.json.",
  ],
  [
    "a diffusion model of some version",
    { _diffusers_version: "0.30.0" },
    "is a diffusion model’s config, which keeps no cache of tokens",
    "Hand over a language model’s config.json.",
  ],
])("%s is refused", (_name, config, reason, advice) => {
  expect(subjectFromConfig(config, { file: "some.json" })).toEqual({
    kind: "refused",
    field: expect.stringMatching(/^some\.json: \w+$/),
    reason,
    advice,
  });
});

test("a config that is not understood is refused by file and field", () => {
  const encoder = { ...llama, is_encoder_decoder: true };
  const reason = "encoder and decoder keep caches of two kinds";
  const refused = { kind: "refused", reason, advice: byHand };
  expect(subjectFromConfig(encoder)).toEqual({ ...refused, field: "config: is_encoder_decoder" });
  expect(subjectFromConfig(encoder, { file: "t5.json" })).toEqual({
    ...refused,
    field: "t5.json: is_encoder_decoder",
  });
});

test.each([undefined, null, 5, "text", [llama]])("%j is no config", (value) => {
  expect(subjectFromConfig(value)).toEqual({
    kind: "refused",
    field: "config: config",
    reason: "a config is a JSON object",
    advice: byHand,
  });
});

test("a model goes by its name, else its repository, else what its config says", () => {
  const config = { ...llama, _name_or_path: "some/path" };
  const repository = "org/model";
  expect(fromConfig(config, { name: "Little", repository, file: "a.json" }).name).toBe("Little");
  expect(fromConfig(config, { name: "", repository, file: "a.json" }).name).toBe("org/model");
  expect(fromConfig(config, { repository: "", file: "a.json" }).name).toBe("some/path");
  expect(fromConfig(config, { file: "a.json" }).name).toBe("some/path");
  expect(fromConfig(llama, { file: "a.json" }).name).toBe("a.json (llama)");
  expect(fromConfig(llama).name).toBe("Pasted config (llama)");
  expect(fromConfig(untyped, { file: "a.json" }).name).toBe("a.json");
  expect(fromConfig(untyped).name).toBe("Pasted config");
});

test.each([
  ["a/b", "a/b"],
  ["meta-llama/Llama-3.1_8B", "meta-llama/Llama-3.1_8B"],
  [`org/${"m".repeat(97)}`, `org/${"m".repeat(96)}`],
])("a config saved from %s is named %s", (path, name) => {
  expect(fromConfig({ ...llama, _name_or_path: path }).name).toBe(name);
});

test.each([
  "",
  "llama",
  "/home/me/llama",
  "home/me/llama",
  "a/b/",
  "my models/llama",
  "models/my llama",
  "a/",
  "/b",
  5,
  null,
  ["a/b"],
  { path: "a/b" },
])("a config saved from %j is named by its type", (path) => {
  expect(fromConfig({ ...llama, _name_or_path: path }).name).toBe("Pasted config (llama)");
});

test("a type that is long is cut, and one that is no text is left out", () => {
  const long = { ...untyped, model_type: "m".repeat(41) };
  expect(fromConfig(long).name).toBe(`Pasted config (${"m".repeat(40)})`);
  for (const type of ["", 5, null, ["llama"]])
    expect(fromConfig({ ...untyped, model_type: type }).name).toBe("Pasted config");
});

test("parameters are the stored ones, else counted, else as published", () => {
  const stored = { parameters: 3000n, notes: [] };
  const published = 4000;
  expect(fromConfig(llama, { published }, stored).parameters).toBe(3000n);
  expect(fromConfig(llama, { published }, { notes: [] }).parameters).toBe(1_235_814_400n);
  expect(fromConfig(llama, { published }).parameters).toBe(1_235_814_400n);
  expect(fromConfig(unknownFamily, { published }).parameters).toBe(4000n);
  expect(fromConfig(unknownFamily, { published })).not.toHaveProperty("parametersUnknown");
  const unknown = fromConfig(unknownFamily);
  expect(unknown).not.toHaveProperty("parameters");
  expect(unknown.parametersUnknown).toBe("the tensors of made_up are not known");
});

test("a config's model holds where it was read and the bytes of its weights", () => {
  const where = { repository: "org/model", revision: "abc", file: "config.json" };
  const found = fromConfig(
    llama,
    { ...where, name: "Little", published: 5 },
    {
      bytes: 6000n,
      notes: [],
    },
  );
  expect(found).toStrictEqual({
    name: "Little",
    architecture: found.architecture,
    config: llama,
    parameters: 1_235_814_400n,
    storedWeights: 6000n,
    maxTokens: 131_072n,
    ...where,
  });
  expect(fromConfig(llama, {}, { notes: [] })).not.toHaveProperty("storedWeights");
  expect(fromConfig(llama)).not.toHaveProperty("storedWeights");
});

const tensor = (type: string, name = "a.weight"): StoredTensor => ({ name, type, shape: [8, 32] });

test.each([
  ["F64", 2048n],
  ["F32", 1024n],
  ["F16", 512n],
  ["BF16", 512n],
  ["F8_E4M3", 256n],
  ["F8_E5M2", 256n],
])("tensors of %s are parameters one for one", (type, bytes) => {
  expect(addedUp([tensor(type)])).toStrictEqual({ bytes, parameters: 256n, notes: [] });
});

test.each([
  ["I32", 1024n],
  ["U8", 256n],
  ["Q4_0", 144n],
  ["F8_E8M0", 256n],
])("tensors of %s give their bytes and no parameters", (type, bytes) => {
  expect(addedUp([tensor(type)])).toStrictEqual({ bytes, notes: [] });
  const beside = { bytes: bytes + 512n, notes: [] };
  expect(addedUp([tensor("F16"), tensor(type)])).toStrictEqual(beside);
  expect(addedUp([tensor(type), tensor("F16")])).toStrictEqual(beside);
});

test.each([
  "a.weight_scale",
  "a.weight_scale_inv",
  "a.scales",
  "a.zeros",
  "a.qzeros",
  "a.g_idx",
  "a.weight.absmax",
  "a.weight.quant_map",
  "a.weight.quant_state.bitsandbytes__nf4",
])("%s beside the weights leaves the parameters open", (name) => {
  const tensors = [tensor("BF16"), tensor("F32", name)];
  expect(addedUp(tensors)).toStrictEqual({ bytes: 1536n, notes: [] });
});

test("names that only begin as those of quantisation are parameters", () => {
  for (const name of ["scales.weight", "a.g_idx_proj", "quant_state"])
    expect(addedUp([tensor("BF16", name)]).parameters).toBe(256n);
});

test("no tensors add up to nothing", () => {
  expect(addedUp([])).toStrictEqual({ bytes: 0n, parameters: 0n, notes: [] });
});

test("tensors of a format that is not known say so", () => {
  expect(addedUp([tensor("BF16"), tensor("NF4", "b.weight")])).toStrictEqual({
    notes: [
      "The bytes of the weights are not known: b.weight is stored as NF4, whose size is not known.",
    ],
  });
});

test("a shape that is no list of numbers is not taken for an unknown format", () => {
  const shape = ["x"] as unknown as number[];
  expect(() => addedUp([{ name: "a", type: "F16", shape }])).toThrow(SyntaxError);
});

test("a GGUF goes by its name, else the one it holds, else its repository or file", () => {
  const repository = "org/model";
  const file = "little.gguf";
  expect(fromGguf(metadata, { name: "Mine", repository, file }).name).toBe("Mine");
  expect(fromGguf(metadata, { repository, file }).name).toBe("Little llama");
  expect(fromGguf(unnamed, { repository, file }).name).toBe("org/model");
  expect(fromGguf(unnamed, { file }).name).toBe("little.gguf");
  expect(fromGguf(unnamed).name).toBe("GGUF");
  for (const name of ["", 5, null, ["a"]])
    expect(fromGguf({ ...metadata, "general.name": name }, { file }).name).toBe("little.gguf");
  const long = { ...metadata, "general.name": "n".repeat(101) };
  expect(fromGguf(long).name).toBe("n".repeat(100));
});

test("a GGUF's model holds where it was read and what its tensors add up to", () => {
  const where = { repository: "org/model", revision: "abc", file: "little.gguf" };
  const stored = { bytes: 6000n, count: 3000n, notes: [] };
  const found = fromGguf(metadata, { ...where, name: "Mine", published: 5 }, stored);
  expect(found).toStrictEqual({
    name: "Mine",
    architecture: found.architecture,
    parameters: 3000n,
    storedWeights: 6000n,
    maxTokens: 131_072n,
    ...where,
  });
  expect(found.architecture.layers).toEqual(fromConfig(llama).architecture.layers);
});

test("a GGUF of which parts are missing says that its parameters are not known", () => {
  const found = fromGguf(unsizedGguf, {}, { parameters: 5n, notes: [] });
  expect(found).toStrictEqual({
    name: "Little llama",
    architecture: found.architecture,
    parametersUnknown: "not all parts of the file are here",
  });
});

test("a GGUF that is not understood is refused by file and key", () => {
  const refused = {
    kind: "refused",
    reason: "general.architecture is missing or not a name",
    advice: byHand,
  };
  expect(subjectFromGguf({}, { notes: [] }, {})).toEqual({
    ...refused,
    field: "GGUF: general.architecture",
  });
  expect(subjectFromGguf({}, { notes: [] }, { file: "a.gguf" })).toEqual({
    ...refused,
    field: "a.gguf: general.architecture",
  });
  expect(subjectFromGguf(undefined, { notes: [] }, {})).toEqual({
    kind: "refused",
    field: "GGUF: metadata",
    reason: "metadata is an object of keys and values",
    advice: byHand,
  });
});

test("any config gives a model with a name, or a refusal with advice", () => {
  const config = fc.dictionary(
    fc.constantFrom(...Object.keys(llama), "_name_or_path", "peft_type", "n_ctx"),
    fc.oneof(fc.nat(9000), fc.string(), fc.constant(null), fc.boolean()),
  );
  fc.assert(
    fc.property(config, fc.boolean(), (some, whole) => {
      const answer = subjectFromConfig(whole ? { ...llama, ...some } : some);
      if ("kind" in answer) expect(answer.advice).toMatch(/\.$/);
      else expect(answer.name).not.toBe("");
    }),
  );
});
