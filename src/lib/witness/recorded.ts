import type { LlamaCppSettings } from "../engines/llama-cpp/settings.ts";
import { type ElementTypeId, parseElementType } from "../quantity/element.ts";

/** Settings of a run as they are kept in a file, under llama.cpp's own names. */
export interface RecordedSettings {
  readonly n_ctx: number;
  readonly cache_type_k: string;
  readonly cache_type_v: string;
  readonly n_seq_max?: number;
  readonly n_ubatch?: number;
  readonly swa_full?: boolean;
}

/** Settings of a context that the witness is asked for. */
export type WitnessSettings = Pick<
  LlamaCppSettings,
  "ctx" | "parallel" | "ubatch" | "swaFull" | "keyType" | "valueType"
>;

const engineNames: Partial<Record<ElementTypeId, string>> = { fp16: "f16", fp32: "f32" };
const engineName = (type: ElementTypeId): string => engineNames[type] ?? type;

/** Settings under llama.cpp's names; defaults other than the formats are left out. */
export function toRecorded(settings: WitnessSettings): RecordedSettings {
  const { ctx, keyType = "fp16", valueType = keyType, parallel, ubatch, swaFull } = settings;
  return {
    n_ctx: Number(ctx),
    cache_type_k: engineName(keyType),
    cache_type_v: engineName(valueType),
    ...(parallel === undefined ? {} : { n_seq_max: parallel }),
    ...(ubatch === undefined ? {} : { n_ubatch: ubatch }),
    ...(swaFull === undefined ? {} : { swa_full: swaFull }),
  };
}

function format(name: string): ElementTypeId {
  const type = parseElementType(name);
  if (!type) throw new RangeError(`no cache format is called ${name}`);
  return type;
}

/** The settings that `reserveLlamaCpp` takes. Throws a RangeError for a format nobody knows. */
export const fromRecorded = (recorded: RecordedSettings): WitnessSettings => ({
  ctx: recorded.n_ctx,
  keyType: format(recorded.cache_type_k),
  valueType: format(recorded.cache_type_v),
  ...(recorded.n_seq_max === undefined ? {} : { parallel: recorded.n_seq_max }),
  ...(recorded.n_ubatch === undefined ? {} : { ubatch: recorded.n_ubatch }),
  ...(recorded.swa_full === undefined ? {} : { swaFull: recorded.swa_full }),
});
