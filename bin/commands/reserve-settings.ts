import {
  type ElementTypeId,
  type EngineId,
  type EngineSettings,
  parseFigure,
  type Ratio,
} from "../../src/lib/index.ts";
import { UsageError } from "../command.ts";
import { bytesOf, tokensOf, typeOf } from "../options.ts";

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

const text = (name: string, value: unknown): string => {
  if (typeof value !== "string") throw new UsageError(`--${name} needs a value`);
  return value;
};

const tokens = (name: string, value: unknown): bigint => tokensOf(text(name, value), name).tokens;

function count(name: string, value: unknown): number {
  const parsed = Number(text(name, value));
  if (!Number.isSafeInteger(parsed) || parsed < 0) {
    throw new UsageError(`--${name} reads a whole number`);
  }
  return parsed;
}

const type = (name: string, value: unknown): ElementTypeId =>
  typeOf(name, text(name, value)) ?? "fp16";

const bytes = (name: string, value: unknown): bigint => bytesOf(name, text(name, value));

function fraction(name: string, value: unknown): Ratio {
  const figure = parseFigure(text(name, value));
  if (!figure || figure.unit) throw new UsageError(`--${name} reads a fraction such as 0.9`);
  return figure.value;
}

function choice(...known: string[]) {
  return (name: string, value: unknown): string => {
    if (typeof value === "string" && known.includes(value)) return value;
    throw new UsageError(`--${name} is one of ${known.join(", ")}`);
  };
}

interface Option {
  /** Set where it takes no value, to what giving it means. */
  readonly flag?: boolean;
  /** Set where it counts tokens, so that a k has to be explained. */
  readonly counts?: "tokens";
  readonly read?: (name: string, value: unknown) => unknown;
  /** The setting it is, by engine. */
  readonly settings: Partial<Record<EngineId, string>>;
}

const on = (setting: string, ...engines: EngineId[]): Option["settings"] =>
  Object.fromEntries(engines.map((engine) => [engine, setting]));
const gpus: EngineId[] = ["vllm", "sglang", "tensorrt-llm"];

/** Options of `reserve`, how each is read, and what it sets in which engine. */
export const engineOptions: Readonly<Record<string, Option>> = {
  ctx: {
    counts: "tokens",
    read: tokens,
    settings: { ...on("ctx", "llama.cpp", "vllm", "tensorrt-llm"), ...on("tokens", "sglang") },
  },
  parallel: {
    read: count,
    settings: { ...on("parallel", "llama.cpp"), ...on("sequences", ...gpus) },
  },
  unified: { flag: true, settings: on("unified", "llama.cpp") },
  batch: { read: count, settings: on("batch", "llama.cpp") },
  ubatch: { read: count, settings: on("ubatch", "llama.cpp") },
  "swa-full": { flag: true, settings: on("swaFull", "llama.cpp") },
  "type-k": {
    read: type,
    settings: { ...on("keyType", "llama.cpp"), ...on("kvType", ...gpus) },
  },
  "type-v": { read: type, settings: on("valueType", "llama.cpp") },
  "type-window": { read: type, settings: on("windowType", "llama.cpp") },
  "window-cells": { counts: "tokens", read: tokens, settings: on("windowCells", "llama.cpp") },
  latent: { read: choice("keys", "keys-and-values"), settings: on("latent", "llama.cpp") },
  padding: { read: count, settings: on("padding", "llama.cpp") },
  draft: { read: count, settings: on("draftTokens", "llama.cpp", "vllm", "sglang") },
  "kv-type": { read: type, settings: on("kvType", ...gpus) },
  sequences: { read: count, settings: on("sequences", ...gpus) },
  tp: { read: count, settings: on("tp", ...gpus) },
  dp: { read: count, settings: on("dp", "sglang") },
  dcp: { read: count, settings: on("dcp", "vllm") },
  "block-size": {
    read: count,
    settings: {
      ...on("blockSize", "vllm"),
      ...on("pageSize", "sglang"),
      ...on("tokensPerBlock", "tensorrt-llm"),
    },
  },
  "page-size": { read: count, settings: on("pageSize", "sglang") },
  available: { read: bytes, settings: on("available", "vllm", "tensorrt-llm") },
  fraction: { read: fraction, settings: on("fraction", "tensorrt-llm") },
  blocks: { read: count, settings: on("blocks", "vllm") },
  "batched-tokens": { read: count, settings: on("batchedTokens", "vllm") },
  "packed-latent": { flag: true, settings: on("packedLatent", "vllm", "sglang") },
  "scale-per-head": { flag: true, settings: on("scalePerHead", "vllm") },
  tokens: { counts: "tokens", read: tokens, settings: on("tokens", "sglang", "tensorrt-llm") },
  "window-tokens": { counts: "tokens", read: tokens, settings: on("windowTokens", "sglang") },
  "no-window-pool": { flag: false, settings: on("windowPool", "sglang") },
  "no-hybrid-manager": { flag: false, settings: on("hybridManager", "vllm") },
  "state-mode": { read: choice("align", "none"), settings: on("stateMode", "vllm") },
  "draft-slots": { read: count, settings: on("draftSlots", "sglang") },
  "state-slots": { read: count, settings: on("stateSlots", "sglang") },
};

/** What sizes an engine's cache; any one of them is enough. */
const sizes: Readonly<Record<EngineId, readonly string[]>> = {
  "llama.cpp": ["ctx"],
  vllm: ["ctx", "available", "blocks"],
  sglang: ["ctx", "tokens"],
  "tensorrt-llm": ["ctx", "tokens", "available"],
};

/** An engine's settings from option values. Throws a UsageError that names the option. */
export function engineSettings(engine: EngineId, values: OptionValues): EngineSettings {
  if (sizes[engine].every((name) => values[name] === undefined)) {
    const names = sizes[engine].map((name) => `--${name}`).join(" or ");
    throw new UsageError(`${engine} needs ${names}`);
  }
  const settings: Record<string, unknown> = { engine };
  for (const [name, option] of Object.entries(engineOptions)) {
    const value = values[name];
    if (value === undefined) continue;
    const setting = option.settings[engine];
    if (!setting) throw new UsageError(`--${name} is no setting of ${engine}`);
    settings[setting] = option.read ? option.read(name, value) : option.flag;
  }
  const { ctx, tokens: pool, available, sequences = 1 } = settings;
  if (engine === "tensorrt-llm" && pool === undefined && available === undefined) {
    settings.tokens = BigInt(ctx as bigint) * BigInt(sequences as number);
  }
  if (values.mtp) settings.mtp = engine === "llama.cpp" ? "served" : true;
  return settings as unknown as EngineSettings;
}
