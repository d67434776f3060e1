import { type ElementTypeId, elementTypes } from "../../lib/quantity/element.ts";

/** What llama.cpp is asked: a model's config and what the context is to hold. */
export interface Question {
  /** As the reader knows the model: "Llama 3.1 405B with 16 KV heads". */
  readonly model: string;
  readonly config: unknown;
  /** Tokens of each slot. */
  readonly tokens: number;
  readonly slots: number;
  readonly keyType: ElementTypeId;
  readonly valueType: ElementTypeId;
}

/** The formats that the engine can be asked for by name through its glue; it knows a few more. */
const engineTypes = {
  fp32: "f32",
  fp16: "f16",
  q8_0: "q8_0",
  q5_1: "q5_1",
  q5_0: "q5_0",
  q4_1: "q4_1",
  q4_0: "q4_0",
} as const satisfies Partial<Record<ElementTypeId, string>>;

type AskableType = keyof typeof engineTypes;

export const askableTypes = Object.keys(engineTypes) as AskableType[];

/** llama.cpp's name of a format. Throws a RangeError where it cannot be asked for. */
export function engineType(type: ElementTypeId): string {
  if (Object.hasOwn(engineTypes, type)) return engineTypes[type as AskableType];
  const known = Object.values(engineTypes).join(", ");
  throw new RangeError(
    `this llama.cpp cannot be asked for a cache in ${elementTypes[type].label}; it takes ${known}`,
  );
}
