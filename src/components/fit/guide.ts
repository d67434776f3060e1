import { cacheBytes } from "../../lib/memory/cache.ts";
import { weightBytes } from "../../lib/memory/weights.ts";
import { ceil, ratio } from "../../lib/quantity/ratio.ts";
import { type KnownModel, whole } from "./amounts.ts";

/** The length the guide counts: what "128k" means in the table it takes its figure from. */
const guideTokens = 128_000n;

/** Bytes of a model in 16-bit with one request of the guide's length, its heads counted as told. */
export function guideBytes(model: KnownModel, kvHeads: number) {
  const counted = {
    ...whole(model),
    layers: model.architecture.layers.map((group) =>
      group.kind === "attention" ? { ...group, kvHeads } : group,
    ),
  };
  return {
    weights: weightBytes(BigInt(model.parameters!), "fp16"),
    cache: cacheBytes(counted, { tokens: guideTokens }),
  };
}

/** GPUs of a capacity that hold a number of bytes, nothing else taken. */
export const gpusFor = (bytes: bigint, capacity: bigint): bigint => ceil(ratio(bytes, capacity));
