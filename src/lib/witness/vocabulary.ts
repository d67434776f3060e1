import type { Metadata } from "./header.ts";

/** What llama.cpp calls the kinds of token. */
const kinds = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;

const special = ["<unk>", "<s>", "</s>"];
const bytes = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
);
const letters = ["\u2581", "a", "b"];
const tokens = [...special, ...bytes, ...letters];

/** Tokens of the little vocabulary. */
export const littleSize = tokens.length;

/** The least vocabulary that llama.cpp tokenizes with: one token for every byte. */
export const littleVocabulary: Metadata = {
  "tokenizer.ggml.model": { type: "text", value: "llama" },
  "tokenizer.ggml.tokens": { type: "texts", value: tokens },
  "tokenizer.ggml.scores": { type: "f32s", value: tokens.map((_, place) => -place) },
  "tokenizer.ggml.token_type": {
    type: "i32s",
    value: [
      kinds.unknown,
      kinds.control,
      kinds.control,
      ...bytes.map(() => kinds.byte),
      ...letters.map(() => kinds.normal),
    ],
  },
  "tokenizer.ggml.unknown_token_id": { type: "u32", value: 0 },
  "tokenizer.ggml.bos_token_id": { type: "u32", value: 1 },
  "tokenizer.ggml.eos_token_id": { type: "u32", value: 2 },
};

/** A vocabulary of which only the size is known. */
export const countedVocabulary = (architecture: string, size: number): Metadata => ({
  "tokenizer.ggml.model": { type: "text", value: "none" },
  [`${architecture}.vocab_size`]: { type: "u32", value: size },
});
