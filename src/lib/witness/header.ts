/** A value of a GGUF's metadata, under the type it is stored as. */
export type Value =
  | { readonly type: "u32" | "f32"; readonly value: number }
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "flags"; readonly value: readonly boolean[] }
  | { readonly type: "u32s" | "i32s" | "f32s"; readonly value: readonly number[] }
  | { readonly type: "texts"; readonly value: readonly string[] };

export type Metadata = Readonly<Record<string, Value>>;

/** A tensor: its sizes have the one that varies fastest first, as ggml writes them. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** F32 unless given for vectors, Q4_0 for what its blocks of 32 divide, F16 for the rest. */
  readonly format?: keyof typeof formats;
}

/** The bytes of a GGUF up to its tensors, and how many bytes of tensors follow. */
export interface Header {
  readonly header: Uint8Array;
  readonly zeros: bigint;
}

/** ggml's numbers of the formats, and the bytes of so many numbers. */
const formats = {
  F32: { id: 0, bytes: 4n, numbers: 1n },
  F16: { id: 1, bytes: 2n, numbers: 1n },
  Q4_0: { id: 2, bytes: 18n, numbers: 32n },
} as const;

/** GGUF's numbers of the types. */
const types = { u32: 4, i32: 5, f32: 6, flag: 7, text: 8, list: 9 } as const;
const elementOf = { u32s: "u32", i32s: "i32", f32s: "f32", flags: "flag", texts: "text" } as const;

const alignment = 32n;
const aligned = (bytes: bigint): bigint => ((bytes + alignment - 1n) / alignment) * alignment;
const utf8 = new TextEncoder();

const numbersIn = ({ shape }: Tensor): bigint =>
  shape.reduce((product, size) => product * BigInt(size), 1n);

/** Numbers in all tensors together. */
export const parametersIn = (tensors: readonly Tensor[]): bigint =>
  tensors.reduce((sum, tensor) => sum + numbersIn(tensor), 0n);

function formatOf({ shape, format }: Tensor): (typeof formats)[keyof typeof formats] {
  if (format) return formats[format];
  if (shape.length === 1) return formats.F32;
  return shape[0]! % 32 === 0 ? formats.Q4_0 : formats.F16;
}

/** Little-endian numbers and length-prefixed texts, one after the other. */
class Bytes {
  readonly #pieces: Uint8Array[] = [];
  length = 0;

  push(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  number(type: "u32" | "i32" | "f32" | "u64", value: number | bigint): void {
    const view = new DataView(new ArrayBuffer(type === "u64" ? 8 : 4));
    if (type === "u64") view.setBigUint64(0, BigInt(value), true);
    else if (type === "f32") view.setFloat32(0, Number(value), true);
    else view.setUint32(0, Number(value), true);
    this.push(new Uint8Array(view.buffer));
  }

  text(value: string): void {
    const bytes = utf8.encode(value);
    this.number("u64", bytes.length);
    this.push(bytes);
  }

  one(type: "u32" | "i32" | "f32" | "flag" | "text", value: number | string | boolean): void {
    if (typeof value === "string") this.text(value);
    else if (typeof value === "boolean") this.push(Uint8Array.of(value ? 1 : 0));
    else this.number(type as "u32", value);
  }

  value(of: Value): void {
    switch (of.type) {
      case "u32":
      case "f32":
      case "text":
        this.number("u32", types[of.type]);
        this.one(of.type, of.value);
        break;
      default: {
        const element = elementOf[of.type];
        this.number("u32", types.list);
        this.number("u32", types[element]);
        this.number("u64", of.value.length);
        for (const each of of.value) this.one(element, each);
      }
    }
  }

  all(): Uint8Array {
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

/**
 * The header of a GGUF, version 3: metadata, the list of tensors with their places, and padding up
 * to the first of them. The format: ggml, docs/gguf.md.
 */
export function ggufHeader(metadata: Metadata, tensors: readonly Tensor[]): Header {
  const bytes = new Bytes();
  bytes.push(utf8.encode("GGUF"));
  bytes.number("u32", 3);
  bytes.number("u64", tensors.length);
  bytes.number("u64", Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    bytes.text(key);
    bytes.value(value);
  }
  let offset = 0n;
  for (const tensor of tensors) {
    const format = formatOf(tensor);
    bytes.text(tensor.name);
    bytes.number("u32", tensor.shape.length);
    for (const size of tensor.shape) bytes.number("u64", size);
    bytes.number("u32", format.id);
    bytes.number("u64", offset);
    offset += aligned((numbersIn(tensor) * format.bytes) / format.numbers);
  }
  bytes.push(new Uint8Array(Number(aligned(BigInt(bytes.length))) - bytes.length));
  return { header: bytes.all(), zeros: offset };
}
