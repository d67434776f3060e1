import { expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import { cacheBytes, fromConfig, parametersFromConfig } from "../../../src/lib/index.ts";
import { together } from "../../../src/lib/source/gather.ts";
import { keptOf } from "../../../src/lib/source/kept.ts";
import { type Piece, pieceOfFile } from "../../../src/lib/source/piece.ts";
import { header, LargeFile, llama, llamaGguf, safetensorsStart } from "./files.ts";

const tokens = { tokens: 1024n };
const config = (value: object, name = "config.json"): Piece => ({
  kind: "config",
  name,
  config: value as Record<string, unknown>,
});

async function piece(bytes: Uint8Array, name: string, size = bytes.length): Promise<Piece> {
  const read = await pieceOfFile(new LargeFile(new Uint8Array(bytes), size), name);
  if (read.kind === "refused") throw new Error(read.reason);
  return read;
}

function found(pieces: readonly Piece[]) {
  const answer = together(pieces);
  if (answer.kind !== "found") throw new Error(JSON.stringify(answer));
  return answer;
}

test("a GGUF and a config of one model give the same cache and parameters", async () => {
  const gguf = llamaGguf();
  const size = gguf.header.length + Number(gguf.zeros);
  const { subject } = found([await piece(gguf.header, "little.gguf", size)]);
  const { subject: fromJson } = found([config(llama)]);
  expect(subject.name).toBe("Little llama");
  expect(subject.parameters).toBe(gguf.parameters);
  expect(cacheBytes(subject.architecture, tokens)).toBe(cacheBytes(fromJson.architecture, tokens));
  expect(fromJson).toMatchObject({ parameters: 1_235_814_400n, maxTokens: 131_072n });
});

test("a GGUF whose tensors are cut off is refused", async () => {
  const gguf = llamaGguf();
  const answer = together([await piece(gguf.header, "cut.gguf", gguf.header.length + 1000)]);
  expect(answer).toMatchObject({ kind: "refused", reason: expect.stringContaining("cut short") });
});

test("one part of several says that it is not all; two models are refused", async () => {
  const { header, zeros } = llamaGguf();
  const size = header.length + Number(zeros);
  const part = await piece(header, "m-00001-of-00002.gguf", size);
  const { subject, notes } = found([part]);
  expect(subject.parameters).toBeUndefined();
  expect(notes.join()).toContain("1 of 2 files");
  const other = await piece(header, "other.gguf", size);
  expect(together([part, other]).kind).toBe("refused");
});

test("weights alone ask for a config, and with it give their bytes", async () => {
  const weights = await piece(safetensorsStart(header), "model.safetensors");
  expect(together([weights])).toMatchObject({ kind: "wanting", stored: { bytes: 6000n } });
  expect(found([weights, config(llama)]).subject).toMatchObject({
    storedWeights: 6000n,
    parameters: 3000n,
  });
});

test("packed weights do not count as parameters", async () => {
  const packed = { "a.qweight": { dtype: "I32", shape: [100], data_offsets: [0, 400] } };
  const weights = await piece(safetensorsStart(packed), "model.safetensors");
  expect(found([weights, config(llama)]).subject).toMatchObject({
    storedWeights: 400n,
    parameters: 1_235_814_400n,
  });
});

test("a whole folder gives its one model; two models do not", () => {
  const pieces = [
    config({ eos_token_id: 1 }, "generation_config.json"),
    config(llama),
    config({ tokenizer_class: "x" }, "tokenizer_config.json"),
  ];
  expect(found(pieces).subject.file).toBe("config.json");
  expect(together([config(llama), config(llama, "b.json")]).kind).toBe("refused");
});

test.each<[string, object, RegExp]>([
  ["an adapter", { peft_type: "LORA", base_model_name_or_path: "org/base" }, /org\/base/],
  ["a pipeline", { _class_name: "FluxPipeline" }, /language model/],
  ["wrong types", { ...llama, num_hidden_layers: "many" }, /by hand/],
  ["huge numbers", { ...llama, num_hidden_layers: 1e300 }, /by hand/],
])("%s is refused with what to do", (_, value, advice) => {
  const answer = together([config(value)]);
  expect(answer.kind).toBe("refused");
  if (answer.kind === "refused") expect(answer.advice).toMatch(advice);
});

test.each(catalogue())("$id: what is kept for a link says the same", ({ config }) => {
  const wrapped = {
    ...config,
    id2label: { 0: "a" },
    auto_map: { AutoConfig: "x.Y" },
    note: "long",
  };
  const kept = keptOf(wrapped);
  expect(kept).not.toHaveProperty("id2label");
  expect(fromConfig(kept)).toEqual(fromConfig(wrapped));
  expect(parametersFromConfig(kept)).toEqual(parametersFromConfig(wrapped));
});

test("of a nested config the towers go and the language model stays", () => {
  const outer = {
    model_type: "llava",
    text_config: { ...llama, note: "x" },
    vision_config: { a: {} },
  };
  const kept = keptOf(outer);
  expect(kept).not.toHaveProperty("vision_config");
  expect(kept.text_config).not.toHaveProperty("note");
  expect(fromConfig(kept)).toEqual(fromConfig(outer));
});
