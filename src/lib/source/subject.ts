import { fromConfig, languageModel } from "../architecture/from-config.ts";
import { fromGguf } from "../architecture/from-gguf.ts";
import { Fields, isRecord } from "../architecture/reading/fields.ts";
import type { Refused } from "../architecture/reading/refusal.ts";
import { parametersFromConfig } from "../memory/parameters/count.ts";
import { type StoredTensor, storedWeights } from "../memory/parameters/stored.ts";
import type { Subject } from "../plan/set-up.ts";
import { type Problem, problem } from "./problem.ts";

type Record_ = Readonly<Record<string, unknown>>;

/** Where a model was read. */
export type Origin = Pick<Subject, "repository" | "revision" | "file"> & {
  readonly name?: string;
  /** Parameters as the publisher states them, for a model whose tensors are not known. */
  readonly published?: number;
};

/** Fields that say how long a sequence the model was made for, by the families that write them. */
const lengths = [
  "max_position_embeddings",
  "n_positions",
  "max_sequence_length",
  "max_seq_len",
  "seq_length",
  "n_ctx",
];

function longest(config: Record_): bigint | undefined {
  const { fields } = languageModel(new Fields(config));
  const value = lengths.map((name) => fields.raw(name)).find((each) => each !== undefined);
  return wholeFrom(value);
}

const wholeFrom = (value: unknown): bigint | undefined => {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0
    ? BigInt(number)
    : undefined;
};

const typeByHand = "Type the layers by hand, or report the model so that its layout can be read.";

/** What to do about a config that is not a language model's. */
function adviceFor(config: Record_): { reason?: string; advice: string } {
  const base = config.base_model_name_or_path;
  if (Object.hasOwn(config, "peft_type"))
    return {
      reason: "is an adapter’s config, which has no layers of its own",
      advice: `Hand over the config of the model it adapts${typeof base === "string" ? `, ${base.slice(0, 100)}` : ""}.`,
    };
  if (Object.hasOwn(config, "_class_name") || Object.hasOwn(config, "_diffusers_version"))
    return {
      reason: "is a diffusion model’s config, which keeps no cache of tokens",
      advice: "Hand over a language model’s config.json.",
    };
  return { advice: typeByHand };
}

function refusedAt(name: string, refused: Refused, config?: Record_): Problem {
  const { reason, advice } = config ? adviceFor(config) : { advice: typeByHand };
  return problem(`${name}: ${refused.field}`, reason ?? refused.reason, advice);
}

function nameFrom(config: Record_, origin: Origin): string {
  if (origin.name) return origin.name;
  if (origin.repository) return origin.repository;
  const path = Object.hasOwn(config, "_name_or_path") ? config._name_or_path : undefined;
  if (typeof path === "string" && /^[\w.-]+\/[\w.-]+$/.test(path)) return path.slice(0, 100);
  const type = Object.hasOwn(config, "model_type") ? config.model_type : undefined;
  return typeof type === "string" && type !== ""
    ? `${origin.file ?? "Pasted config"} (${type.slice(0, 40)})`
    : (origin.file ?? "Pasted config");
}

/** Formats whose stored numbers are the parameters, one for one. */
const plainTypes = new Set(["F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"]);
/** Tensors that quantisation adds beside the parameters. */
const added = /(scale|scale_inv|scales|zeros|qzeros|g_idx|absmax|quant_map|quant_state\.\w+)$/;

/** What the tensors of files add up to, with what cannot be said of them. */
export interface Stored {
  readonly bytes?: bigint;
  readonly parameters?: bigint;
  readonly notes: readonly string[];
}

/** Adds up tensors; where they are packed or of a format that is not known, leaves out what is not. */
export function addedUp(tensors: readonly StoredTensor[]): Stored {
  const plain = tensors.every(({ type, name }) => plainTypes.has(type) && !added.test(name));
  try {
    const { bytes, parameters } = storedWeights(tensors);
    return { bytes, ...(plain && { parameters }), notes: [] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { notes: [`The bytes of the weights are not known: ${error.message}.`] };
  }
}

function parametersOf(config: Record_, stored: Stored | undefined, published: number | undefined) {
  if (stored?.parameters !== undefined) return { parameters: stored.parameters };
  const counted = parametersFromConfig(config);
  if (counted.kind === "parameters") return { parameters: counted.total };
  if (published !== undefined) return { parameters: BigInt(published) };
  return { parametersUnknown: counted.reason };
}

/**
 * The model that a config describes, with the weights that its files hold where they are known. Refused
 * where its layers are not understood, naming the field.
 */
export function subjectFromConfig(
  config: unknown,
  origin: Origin = {},
  stored?: Stored,
): Subject | Problem {
  const file = origin.file ?? "config";
  const reading = fromConfig(config);
  if (reading.kind === "refused") return refusedAt(file, reading, isRecord(config) ? config : {});
  const own = config as Record_;
  const maxTokens = longest(own);
  const { name: _, published, ...where } = origin;
  return {
    name: nameFrom(own, origin),
    architecture: reading.architecture,
    config,
    ...parametersOf(own, stored, published),
    ...(stored?.bytes !== undefined && { storedWeights: stored.bytes }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...where,
  };
}

const textIn = (metadata: Record_, key: string): string | undefined => {
  const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  return typeof value === "string" && value !== "" ? value.slice(0, 100) : undefined;
};

/** The model that the header of a GGUF describes. Refused where its layers are not understood. */
export function subjectFromGguf(
  metadata: unknown,
  stored: Stored & { readonly count?: bigint },
  origin: Origin,
): Subject | Problem {
  const file = origin.file ?? "GGUF";
  const reading = fromGguf(metadata);
  if (reading.kind === "refused") return refusedAt(file, reading);
  const own = metadata as Record_;
  const architecture = textIn(own, "general.architecture");
  const maxTokens = wholeFrom(own[`${architecture}.context_length`]);
  const { name, published: _, ...where } = origin;
  return {
    name: name ?? textIn(own, "general.name") ?? origin.repository ?? file,
    architecture: reading.architecture,
    ...(stored.count === undefined
      ? { parametersUnknown: "not all parts of the file are here" }
      : { parameters: stored.count }),
    ...(stored.bytes !== undefined && { storedWeights: stored.bytes }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...where,
  };
}
