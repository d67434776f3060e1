import type { Architecture } from "../architecture/architecture.ts";
import { type ElementTypeId, elementTypes } from "../quantity/element.ts";
import { reserveLlamaCpp } from "./llama-cpp/reserve.ts";
import type { LlamaCppSettings } from "./llama-cpp/settings.ts";
import type { EngineId, Reservation } from "./reservation.ts";
import { reserveSglang } from "./sglang/reserve.ts";
import type { SglangSettings } from "./sglang/settings.ts";
import { reserveTensorRtLlm, type TensorRtLlmSettings } from "./tensorrt-llm/reserve.ts";
import { reserveVllm } from "./vllm/reserve.ts";
import type { VllmSettings } from "./vllm/settings.ts";

/** An engine with its own settings. */
export type EngineSettings =
  | ({ readonly engine: "llama.cpp" } & LlamaCppSettings)
  | ({ readonly engine: "vllm" } & VllmSettings)
  | ({ readonly engine: "sglang" } & SglangSettings)
  | ({ readonly engine: "tensorrt-llm" } & TensorRtLlmSettings);

/** The engines there are rules for, as readers know them. */
export const engineNames: Readonly<Record<EngineId, string>> = {
  "llama.cpp": "llama.cpp",
  vllm: "vLLM",
  sglang: "SGLang",
  "tensorrt-llm": "TensorRT-LLM",
};

export const isEngine = (id: string): id is EngineId => Object.hasOwn(engineNames, id);

/**
 * What an engine sets aside for a model's cache under its settings, in bytes, with a reason for
 * every byte beyond the architecture's. Throws a RangeError for a setting out of range, and an
 * EngineRefusal (a RangeError too) where the engine would not start or no rule is known.
 */
export function reserve(architecture: Architecture, settings: EngineSettings): Reservation {
  switch (settings.engine) {
    case "llama.cpp":
      return reserveLlamaCpp(architecture, settings);
    case "vllm":
      return reserveVllm(architecture, settings);
    case "sglang":
      return reserveSglang(architecture, settings);
    case "tensorrt-llm":
      return reserveTensorRtLlm(architecture, settings);
  }
}

/** What one engine comes to when all are asked the same, and the settings it was asked with. */
export type Asked =
  | {
      readonly engine: EngineId;
      readonly settings: EngineSettings;
      readonly reservation: Reservation;
    }
  | { readonly engine: EngineId; readonly settings: EngineSettings; readonly refused: string };

/** What all engines are asked to hold, beside the tokens of each sequence. */
export interface Asking {
  /** Sequences at once; 1 unless given. */
  readonly sequences?: number;
  /** Format of the cache; fp16 unless given. */
  readonly type?: ElementTypeId;
  /** Format of values where theirs is another, which only llama.cpp has. */
  readonly valueType?: ElementTypeId;
  /** GPUs that share the heads of each layer; 1 unless given. llama.cpp counts all of them together. */
  readonly tp?: number;
  /** Whether the layers of multi-token prediction are served too. */
  readonly mtp?: boolean;
  /** What an engine is told beyond that, which has the last word. */
  readonly own?: OwnSettings;
}

/** Settings of engines by their name. */
export type OwnSettings = {
  readonly [Id in EngineId]?: Partial<Omit<Extract<EngineSettings, { engine: Id }>, "engine">>;
};

const blocks = ["q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "iq4_nl"] as const;

/** Formats an engine keeps a cache in, as far as there are rules for them here. */
export const cacheFormats: Readonly<Record<EngineId, readonly ElementTypeId[]>> = {
  "llama.cpp": ["fp32", "fp16", ...blocks],
  vllm: ["fp16", "fp8"],
  sglang: ["fp16", "fp8"],
  "tensorrt-llm": ["fp16", "fp8"],
};

function everywhere(tokens: bigint, asking: Asking): EngineSettings[] {
  const { sequences = 1, type, valueType = type, tp = 1, mtp, own = {} } = asking;
  const all = tokens * BigInt(sequences);
  const many = sequences > 1;
  const split = tp > 1 ? { tp } : {};
  const kv = type === undefined || type === "fp16" ? {} : { kvType: type };
  const served = mtp ? { mtp } : {};
  return [
    {
      engine: "llama.cpp",
      ctx: all,
      ...(many ? { parallel: sequences } : {}),
      ...(kv.kvType ? { keyType: kv.kvType } : {}),
      ...(valueType === type ? {} : { valueType }),
      ...(mtp ? { mtp: "served" as const } : {}),
      ...own["llama.cpp"],
    },
    {
      engine: "vllm",
      ctx: tokens,
      ...(many ? { sequences } : {}),
      ...split,
      ...kv,
      ...served,
      ...own.vllm,
    },
    {
      engine: "sglang",
      tokens: all,
      sequences,
      ...(many ? { stateSlots: sequences } : {}),
      ...split,
      ...kv,
      ...served,
      ...own.sglang,
    },
    {
      engine: "tensorrt-llm",
      tokens: all,
      ctx: tokens,
      ...(many ? { sequences } : {}),
      ...split,
      ...kv,
      ...served,
      ...own["tensorrt-llm"],
    },
  ];
}

/** Why an engine has no cache in these formats, where it has none. */
function noFormat(
  engine: EngineId,
  types: readonly [ElementTypeId, ElementTypeId],
): string | undefined {
  const known = cacheFormats[engine];
  const type = types.find((id) => !known.includes(id));
  if (type !== undefined) {
    const labels = known.map((id) => elementTypes[id].label).join(", ");
    return `${engineNames[engine]} has no cache in ${elementTypes[type].label} that there is a rule for; it has ${labels}`;
  }
  if (engine !== "llama.cpp" && types[0] !== types[1])
    return `${engineNames[engine]} keeps keys and values in one format`;
  return undefined;
}

function ask(
  architecture: Architecture,
  settings: EngineSettings,
  { type = "fp16", valueType = type }: Asking,
): Asked {
  const { engine } = settings;
  const refused = noFormat(engine, [type, valueType]);
  if (refused !== undefined) return { engine, settings, refused };
  try {
    return { engine, settings, reservation: reserve(architecture, settings) };
  } catch (error) {
    if (error instanceof RangeError) return { engine, settings, refused: error.message };
    throw error;
  }
}

/**
 * Every engine asked to hold `tokens` of each of some sequences on the same devices, with its own
 * defaults; the refusal of those that would not, or that have no rule for a layout or format here.
 */
export const reserveEverywhere = (
  architecture: Architecture,
  tokens: bigint,
  asking: Asking = {},
): Asked[] => everywhere(tokens, asking).map((settings) => ask(architecture, settings, asking));
