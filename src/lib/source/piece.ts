import { isRecord } from "../architecture/reading/fields.ts";
import type { StoredTensor } from "../memory/parameters/stored.ts";
import { type GgufHeader, readGguf } from "./gguf.ts";
import { configLimits, headerLimits, readJson, textOf } from "./json.ts";
import { NotReadable, orProblem, type Problem } from "./problem.ts";
import { listedTensors, readSafetensors, type WeightsIndex, weightsIndex } from "./safetensors.ts";

/** What one file says of a model. */
export type Piece =
  | {
      readonly kind: "config";
      readonly name: string;
      readonly config: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "gguf";
      readonly name: string;
      /** Length of the file, in bytes. */
      readonly size: number;
      readonly header: GgufHeader;
    }
  | {
      readonly kind: "safetensors";
      readonly name: string;
      readonly tensors: readonly StoredTensor[];
    }
  | { readonly kind: "index"; readonly name: string; readonly index: WeightsIndex };

/** Bytes from which a file's kind is told. */
const sniffed = 4096;

const isTensor = (value: unknown): boolean =>
  isRecord(value) && Object.hasOwn(value, "dtype") && Object.hasOwn(value, "data_offsets");

const isHeader = (value: Readonly<Record<string, unknown>>): boolean => {
  const first = Object.entries(value).find(([name]) => name !== "__metadata__");
  return first !== undefined && isTensor(first[1]);
};

function pieceOfJson(text: string, name: string, limits = configLimits): Piece {
  const value = readJson(text, name, limits);
  if (!isRecord(value))
    throw new NotReadable(
      name,
      `is ${Array.isArray(value) ? "a list" : "a single value"}, not a JSON object`,
      "A config.json is an object: it begins with { and ends with }.",
    );
  const index = weightsIndex(value);
  if (index) return { kind: "index", name, index };
  if (isHeader(value)) return { kind: "safetensors", name, tensors: listedTensors(value, name) };
  return { kind: "config", name, config: value };
}

/** Reads a text that was pasted: a config, an index of weights, or the header of a safetensors file. */
export const pieceOfText = (text: string, name = "pasted text"): Promise<Piece | Problem> =>
  orProblem(() => pieceOfJson(text, name));

const starts = (bytes: Uint8Array, letters: string): boolean =>
  [...letters].every((letter, at) => bytes[at] === letter.charCodeAt(0));

/** Whether the bytes are the length of a header and its opening brace. */
const opensHeader = (bytes: Uint8Array): boolean => bytes.length > 8 && bytes[8] === 0x7b;

function refuseKnown(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw new NotReadable(name, "is empty", "Download it again.");
  if (bytes.every((byte) => byte === 0))
    throw new NotReadable(name, "begins with nothing but zeros", "Download it again.");
  if (starts(bytes, "PK\u0003\u0004") || bytes[0] === 0x80)
    throw new NotReadable(
      name,
      "is a PyTorch or zip file, which has no header that can be read safely",
      "Hand over the model’s config.json, or its weights as safetensors or GGUF.",
    );
}

async function read(file: Blob, name: string): Promise<Piece> {
  const bytes = new Uint8Array(await file.slice(0, sniffed).arrayBuffer());
  refuseKnown(bytes, name);
  if (starts(bytes, "GGUF"))
    return { kind: "gguf", name, size: file.size, header: await readGguf(file, name) };
  const isText = !bytes.includes(0);
  if (!isText && opensHeader(bytes))
    return { kind: "safetensors", name, tensors: await readSafetensors(file, name) };
  if (!isText)
    throw new NotReadable(
      name,
      "holds binary data that is neither GGUF nor safetensors",
      "Hand over a config.json, a params.json, a GGUF or a safetensors file.",
    );
  const limits = new TextDecoder().decode(bytes).includes('"weight_map"')
    ? headerLimits
    : configLimits;
  if (file.size > limits.bytes)
    throw new NotReadable(
      name,
      `is longer than ${limits.bytes / 2 ** 20} MiB, which no config is`,
      "Hand over the model’s config.json or params.json.",
    );
  return pieceOfJson(textOf(await file.arrayBuffer(), name), name, limits);
}

/**
 * Reads what a file says of a model, whatever it is called: its kind is told from its first bytes, and of
 * weights only the header is read, so that the file may be of any size.
 */
export const pieceOfFile = (file: Blob, name: string): Promise<Piece | Problem> =>
  orProblem(() => read(file, name));
