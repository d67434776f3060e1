import { syntheticGguf } from "../../../src/lib/index.ts";

/** A small Llama's config, as its publisher writes it. */
export const llama = {
  architectures: ["LlamaForCausalLM"],
  model_type: "llama",
  hidden_size: 2048,
  intermediate_size: 8192,
  num_attention_heads: 32,
  num_hidden_layers: 16,
  num_key_value_heads: 8,
  head_dim: 64,
  vocab_size: 128256,
  tie_word_embeddings: true,
  max_position_embeddings: 131072,
};

/** The same model's header as GGUF, and how many bytes of tensors follow it. */
export function llamaGguf() {
  const made = syntheticGguf(llama, { name: "Little llama" });
  if (made.kind !== "gguf") throw new Error(made.reason);
  return made;
}

/** A file of any size that holds what is given and zeros after it, without taking the memory. */
export class LargeFile extends Blob {
  readonly #start: Uint8Array<ArrayBuffer>;
  readonly #size: number;
  /** Bytes that were read of it. */
  read = 0;

  constructor(start: Uint8Array<ArrayBuffer>, size: number) {
    super([]);
    this.#start = start;
    this.#size = size;
  }

  override get size() {
    return this.#size;
  }

  override slice(from = 0, to = this.#size): Blob {
    const end = Math.min(to, this.#size);
    const bytes = new Uint8Array(Math.max(0, end - from));
    bytes.set(this.#start.subarray(from, end));
    this.read += bytes.length;
    return new Blob([bytes]);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    throw new Error("the whole file was read");
  }
}

/** A safetensors file's start: the header's length and the header. */
export function safetensorsStart(header: unknown, claimed?: bigint): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** A header of two tensors in bfloat16: 3,000 numbers. */
export const header = {
  __metadata__: { format: "pt" },
  "a.weight": { dtype: "BF16", shape: [100, 20], data_offsets: [0, 4000] },
  "b.weight": { dtype: "BF16", shape: [1000], data_offsets: [4000, 6000] },
};
