import { config as llama8 } from "../../content/models/llama-3.1-8b.json";
import { config as llama70 } from "../../content/models/llama-3.1-70b.json";
import { config as llama405 } from "../../content/models/llama-3.1-405b.json";
import { headDim } from "../../lib/architecture/dense.ts";
import { parametersRead } from "../../lib/memory/generation.ts";
import { weightBytes } from "../../lib/memory/weights.ts";
import type { ModelSlug } from "./models.ts";

/** Configs in which everything that decides the parameters was read. */
const counted = {
  "llama-3.1-8b": llama8,
  "llama-3.1-70b": llama70,
  "llama-3.1-405b": llama405,
} as const;

/** Bytes of weights that every pass reads, in 16-bit; undefined where the parameters are not known. */
export function weightsRead(slug: ModelSlug): bigint | undefined {
  if (!Object.hasOwn(counted, slug)) return undefined;
  const config = counted[slug as keyof typeof counted];
  return weightBytes(parametersRead({ ...config, head_dim: headDim(config) }), "fp16");
}
