import type { Architecture, LayerGroup } from "../architecture/architecture.ts";

/**
 * KV heads one of `gpus` GPUs keeps under tensor parallelism: its share, and never less than one.
 * Source: vllm-project/vllm vllm/model_executor/models/llama.py; SGLang does the same.
 */
export const headsPerGpu = (kvHeads: number, gpus: number): number =>
  Math.max(1, Math.ceil(kvHeads / gpus));

/** Whether KV heads can be dealt out evenly, or each be copied to equally many GPUs. */
export const dealsEvenly = (kvHeads: number, gpus: number): boolean =>
  kvHeads % gpus === 0 || gpus % kvHeads === 0;

/**
 * For each GPU the KV heads it holds, counted from 0: a run of them, or a copy of one where there are
 * more GPUs than heads. Undefined where engines refuse because it does not come out even.
 */
export function dealHeads(kvHeads: number, gpus: number): number[][] | undefined {
  if (kvHeads === 0 || !dealsEvenly(kvHeads, gpus)) return undefined;
  const each = headsPerGpu(kvHeads, gpus);
  return Array.from({ length: gpus }, (_, gpu) => {
    const first = Math.floor((gpu * kvHeads) / gpus);
    return Array.from({ length: each }, (_, place) => first + place);
  });
}

function share(group: LayerGroup, gpus: number): LayerGroup {
  switch (group.kind) {
    case "attention":
      return { ...group, kvHeads: headsPerGpu(group.kvHeads, gpus) };
    case "state":
      return {
        ...group,
        convElements: Math.ceil(group.convElements / gpus),
        stateElements: Math.ceil(group.stateElements / gpus),
      };
    default:
      return group;
  }
}

/**
 * A model as one of `gpus` GPUs keeps it under tensor parallelism: heads and states dealt out, at
 * least one head each, and what all heads share (latents, entries, index keys) whole on every GPU.
 */
export const onOneGpu = (architecture: Architecture, gpus: number): Architecture => ({
  ...architecture,
  layers: architecture.layers.map((group) => share(group, gpus)),
  ...(architecture.extra && { extra: architecture.extra.map((group) => share(group, gpus)) }),
});
