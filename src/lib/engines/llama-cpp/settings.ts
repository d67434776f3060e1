import type { Architecture } from "../../architecture/architecture.ts";
import type { ElementTypeId } from "../../quantity/element.ts";
import { type CacheTypes, keepsTokens, windowOf } from "../entry.ts";
import { least, whole } from "../whole.ts";

/**
 * What builds kept for latent attention (MLA): the latent as a key alone (since mid 2025; ik_llama
 * `-mla 2` and `3`), the latent and a second copy of its first part as values (mainline build 5331,
 * ik_llama `-mla 1` without flash attention), or full keys and values of every head (before).
 */
type LatentStorage =
  | "keys"
  | "keys-and-values"
  | { readonly heads: number; readonly keyDim: number; readonly valueDim: number };

export interface LlamaCppSettings {
  /** `--ctx-size`: tokens for all slots together. */
  readonly ctx: bigint | number;
  /** `--parallel`: slots, that is sequences at once; 1 unless given. The server's own default is 4, unified. */
  readonly parallel?: number;
  /** `--kv-unified`: one pool that the slots share; else each has an equal part. */
  readonly unified?: boolean;
  /** `--batch-size` and `--ubatch-size`, in tokens; 2,048 and 512 unless given. */
  readonly batch?: number;
  readonly ubatch?: number;
  /**
   * `--swa-full`, and what builds before window caches did: every layer keeps the whole context.
   * Unless given, on for models whose attention layers all have a window (Mistral 7B v0.1, Phi-3),
   * which llama.cpp runs without it.
   */
  readonly swaFull?: boolean;
  /** `--cache-type-k` and `--cache-type-v`; f16 unless given. */
  readonly keyType?: ElementTypeId;
  readonly valueType?: ElementTypeId;
  /** Format of the window cache, for builds that leave it in f16 under a quantised context (PR 21277). */
  readonly windowType?: ElementTypeId;
  /** Cells of the window cache as a log printed them, where the batch size is not known. */
  readonly windowCells?: bigint | number;
  /** What cell counts are rounded up to: 256 now, 32 in builds of mid 2025, 1 in the first ones. */
  readonly padding?: number;
  /** Tokens a draft may be rolled back by: recurrent states are kept that many times more. */
  readonly draftTokens?: number;
  /** Multi-token prediction layers: served, or only reserved as ik_llama does. */
  readonly mtp?: "served" | "reserved";
  readonly latent?: LatentStorage;
}

/** Settings with every default filled in, as llama.cpp's context does on creation. */
export interface Context {
  readonly asked: bigint;
  readonly slots: bigint;
  readonly unified: boolean;
  readonly ubatch: bigint;
  readonly swaFull: boolean;
  /** Whether layers with a window have a cache of their own beside the others'. */
  readonly ownWindows: boolean;
  readonly types: CacheTypes;
  readonly windowTypes: CacheTypes;
  readonly windowCells: bigint | undefined;
  readonly padding: bigint;
  readonly copies: bigint;
  readonly latent: LatentStorage;
}

/** Whether llama.cpp knows the model's windows: it does where only some attention layers have one. */
const mixesWindows = ({ layers }: Architecture): boolean =>
  !layers.some(keepsTokens) ||
  layers.some((group) => keepsTokens(group) && windowOf(group) === undefined);

/** Tokens of a batch, and of what is computed at once, where nothing is told. */
export const usual = { batch: 2048, ubatch: 512 } as const;

/** Throws a RangeError that names a setting which is not a whole number in its range. */
export function context(architecture: Architecture, settings: LlamaCppSettings): Context {
  const asked = whole("ctx", settings.ctx);
  const batch = least(asked, whole("batch", settings.batch ?? usual.batch));
  const keyType = settings.keyType ?? "fp16";
  const types = { keyType, valueType: settings.valueType ?? keyType };
  const { windowType, windowCells } = settings;
  const mixed = mixesWindows(architecture);
  return {
    asked,
    slots: whole("parallel", settings.parallel ?? 1),
    unified: settings.unified ?? false,
    ubatch: least(batch, whole("ubatch", settings.ubatch ?? usual.ubatch)),
    swaFull: settings.swaFull ?? !mixed,
    ownWindows: mixed || settings.swaFull === false,
    types,
    windowTypes: windowType ? { keyType: windowType, valueType: windowType } : types,
    windowCells: windowCells === undefined ? undefined : whole("windowCells", windowCells),
    padding: whole("padding", settings.padding ?? 256),
    copies: 1n + whole("draftTokens", settings.draftTokens ?? 0, 0n),
    latent: settings.latent ?? "keys",
  };
}
