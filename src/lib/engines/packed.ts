import { dealsEvenly, headsPerGpu } from "../memory/parallel.ts";
import { type CacheTypes, entryBytes, type TokenLayers } from "./entry.ts";
import { type EngineId, EngineRefusal } from "./reservation.ts";
import { ceilDiv } from "./whole.ts";

/** Layouts with scales of their own, beside the plain formats. */
export interface Packing {
  /** Latents, and index keys beside them, in FP8 with a scale per 128 numbers. */
  readonly packedLatent?: boolean;
  /** A 4-byte scale for each head's key and each head's value (`fp8_per_token_head`). */
  readonly scalePerHead?: boolean;
}

/** Numbers that share one 4-byte scale in the FP8 layouts of FlashMLA and DeepGEMM. */
const scaled = 128n;

const fp8WithScales = (width: number): bigint =>
  BigInt(width) + 4n * ceilDiv(BigInt(width), scaled);

/**
 * Bytes of one token in one layer as the GPU engines store it. A packed latent is FP8 with scales
 * and a 16-bit rotary part (656 bytes for 512 + 64), and index keys beside it are FP8 with a scale
 * (132 for 128). Source: vllm-project/vllm vllm/v1/kv_cache_interface.py (`fp8_ds_mla`) and
 * sgl-project/sglang PR 11309.
 */
export function storedToken(
  group: TokenLayers,
  types: CacheTypes,
  { packedLatent, scalePerHead }: Packing,
): { readonly keys: bigint; readonly values: bigint } {
  if (group.kind === "attention" && scalePerHead) {
    const { keys, values } = entryBytes(group, types);
    const scales = 4n * BigInt(group.kvHeads);
    return { keys: keys + scales, values: values + scales };
  }
  if (group.kind === "latent" && packedLatent) {
    return { keys: fp8WithScales(group.rank) + 2n * BigInt(group.ropeDim), values: 0n };
  }
  if (group.kind === "indexer" && group.entryBytes === undefined && packedLatent) {
    return { keys: fp8WithScales(group.keyDim), values: 0n };
  }
  return entryBytes(group, types);
}

/**
 * Throws an EngineRefusal where KV heads cannot be dealt out evenly, nor each be copied to equally
 * many GPUs: vLLM and SGLang both insist (the attention of their Llama models).
 */
export function insistOnEvenHeads(engine: EngineId, group: TokenLayers, tp: bigint): void {
  if (group.kind !== "attention" || dealsEvenly(group.kvHeads, Number(tp))) return;
  throw new EngineRefusal(engine, `${group.kvHeads} KV heads cannot be dealt out to ${tp} GPUs`);
}

/** The same token on one of `tp` GPUs: some of the heads, or the whole latent or index key. */
export function tokenPerGpu(
  group: TokenLayers,
  types: CacheTypes,
  packing: Packing,
  tp: bigint,
): { readonly keys: bigint; readonly values: bigint } {
  if (group.kind !== "attention") return storedToken(group, types, packing);
  const kvHeads = headsPerGpu(group.kvHeads, Number(tp));
  return storedToken({ ...group, kvHeads }, types, packing);
}
