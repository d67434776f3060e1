import { describe, expect, test } from "vitest";
import type { Value } from "../../../src/lib/witness/header.ts";
import {
  countedVocabulary,
  littleSize,
  littleVocabulary,
} from "../../../src/lib/witness/vocabulary.ts";

/** What a key of the tokenizer holds, if it is of the type. */
function values<T extends Value["type"]>(name: string, type: T) {
  const { value, type: found } = littleVocabulary[`tokenizer.ggml.${name}`]!;
  if (found !== type) throw new TypeError(`${name} is of the type ${found}`);
  return value as (Value & { readonly type: T })["value"];
}

const read = () => ({
  tokens: values("tokens", "texts"),
  types: values("token_type", "i32s"),
  scores: values("scores", "f32s"),
});

/** llama.cpp's numbers of the kinds of token. */
const kinds = { normal: 1, unknown: 2, control: 3, byte: 6 };

describe("the little vocabulary", () => {
  test("is a llama one, which is tokenized by scores", () => {
    expect(values("model", "text")).toBe("llama");
    expect(Object.keys(littleVocabulary)).toHaveLength(7);
  });

  test("has a kind and a score for each of its tokens, and counts them", () => {
    const { tokens, types, scores } = read();
    expect([tokens.length, types.length, scores.length]).toEqual(Array(3).fill(littleSize));
    expect(new Set(tokens).size).toBe(littleSize);
  });

  test("has every byte in order, as llama.cpp spells them", () => {
    const { tokens, types } = read();
    const bytes = tokens.filter((_, place) => types[place] === kinds.byte);
    expect(bytes).toHaveLength(256);
    expect(bytes.map((token) => Number(/^<(0x[0-9A-F]{2})>$/.exec(token)?.[1]))).toEqual(
      Array.from({ length: 256 }, (_, byte) => byte),
    );
  });

  test("has the special tokens where their ids say, and a space", () => {
    const { tokens, types } = read();
    const at = (name: string) => {
      const id = values(name, "u32");
      return [tokens[id], types[id]];
    };
    expect(at("unknown_token_id")).toEqual(["<unk>", kinds.unknown]);
    expect(at("bos_token_id")).toEqual(["<s>", kinds.control]);
    expect(at("eos_token_id")).toEqual(["</s>", kinds.control]);
    expect(tokens.filter((_, place) => types[place] === kinds.normal)).toEqual(["▁", "a", "b"]);
  });

  test("prefers a token to all that come after it", () => {
    const { scores } = read();
    expect(scores.every((score, place) => place === 0 || score < scores[place - 1]!)).toBe(true);
  });
});

test("a counted vocabulary has a size under the architecture's name, and no tokens", () => {
  expect(countedVocabulary("qwen3", 151_936)).toEqual({
    "tokenizer.ggml.model": { type: "text", value: "none" },
    "qwen3.vocab_size": { type: "u32", value: 151_936 },
  });
});
