import type { Architecture, ElementTypeId, WitnessSettings } from "../../src/lib/index.ts";

/** Models of the catalogue that stand for their families. */
export const witnessedModels = [
  "llama-3.1-8b",
  "llama-3.1-70b",
  "llama-3.1-405b",
  "llama-3.1-405b-mp16",
  "gemma-3-27b",
  "gpt-oss-120b",
  "deepseek-v3",
  "deepseek-v3.2",
  "qwen3-8b",
  "qwen3-next-80b-a3b",
  "qwen3.5-397b-a17b",
  "mistral-7b-v0.1",
  "qwen2.5-72b",
  "command-r-35b",
  "olmo-3-7b",
  "gemma-3n-e4b",
  "gemma-4-31b",
  "llama-4-scout",
  "mimo-v2-flash",
  "glm-4.5",
  "minimax-m2",
  "kimi-linear-48b-a3b",
  "jamba-v0.1",
  "falcon-h1-7b",
  "lfm2-1.2b",
] as const;

const contexts = [1000, 1024, 16_000, 16_384, 128_000, 131_072];

const formats: readonly (readonly [ElementTypeId, ElementTypeId])[] = [
  ["fp16", "fp16"],
  ["q8_0", "q8_0"],
  ["q5_1", "q5_1"],
  ["q4_0", "q4_0"],
  ["q8_0", "q4_0"],
];

const at = { ctx: 16_384, keyType: "fp16", valueType: "fp16" } as const;

/** Slots that share the context out, in whole blocks of cells or not. */
const slots: readonly WitnessSettings[] = [
  { ...at, parallel: 4 },
  { ...at, ctx: 16_000, parallel: 2 },
];

/** What decides how many cells a window has. */
const windows: readonly WitnessSettings[] = [
  { ...at, ubatch: 32 },
  { ...at, ubatch: 2048 },
  { ...at, ubatch: 2048, parallel: 4 },
  { ...at, swaFull: true },
];

/** The settings a model is asked under. */
export const casesFor = ({ layers }: Architecture): WitnessSettings[] => [
  ...contexts.flatMap((ctx) =>
    formats.map(([keyType, valueType]) => ({ ctx, keyType, valueType })),
  ),
  ...slots,
  ...(layers.some((group) => "window" in group) ? windows : []),
];
