import type { Architecture, LayerGroup } from "../architecture/architecture.ts";
import { layerCount } from "../architecture/words.ts";

/** Layers that the GPUs of one pipeline stage hold. */
export interface Stage {
  /** Place of its first layer, counted from 0. */
  readonly first: number;
  readonly layers: number;
  /** What those layers keep, with all their heads. */
  readonly architecture: Architecture;
}

/**
 * How many layers each of `stages` gets, as vLLM deals them: equally many, and those left over one
 * each to the stages before the last, from the back. Throws a RangeError where a stage would get
 * none. Source: vllm-project/vllm vllm/distributed/utils.py, `get_pp_indices`.
 */
export function dealLayers(layers: number, stages: number): number[] {
  if (layers < stages)
    throw new RangeError(`${layers} layers cannot be dealt out to ${stages} stages`);
  const each = Math.floor(layers / stages);
  const over = layers % stages;
  return Array.from({ length: stages }, (_, stage) => {
    const fromLast = stages - stage;
    return each + (fromLast >= 2 && fromLast < over + 2 ? 1 : 0);
  });
}

/** The places of each layer's groups; groups one after the other where the order is not known. */
const orderOf = ({ layers, order }: Architecture): readonly (readonly number[])[] =>
  order ?? layers.flatMap(({ count }, place) => Array.from({ length: count }, () => [place]));

function part(
  { layers, trace }: Architecture,
  order: readonly (readonly number[])[],
  extra: readonly LayerGroup[] | undefined,
): Architecture {
  const counts = new Map<number, number>();
  for (const place of order.flat()) counts.set(place, (counts.get(place) ?? 0) + 1);
  const held = [...counts.keys()].sort((a, b) => a - b);
  return {
    layers: held.map((place) => ({ ...layers[place]!, count: counts.get(place)! })),
    order: order.map((places) => places.map((place) => held.indexOf(place))),
    ...(extra && { extra }),
    trace,
  };
}

/**
 * A model's layers dealt to the stages of a pipeline; layers of multi-token prediction are on the
 * last. Throws a RangeError where there are more stages than layers.
 */
export function stagesOf(architecture: Architecture, stages: number): Stage[] {
  const order = orderOf(architecture);
  let first = 0;
  return dealLayers(layerCount(architecture), stages).map((layers, stage) => {
    const own = order.slice(first, first + layers);
    const extra = stage === stages - 1 ? architecture.extra : undefined;
    const held = { first, layers, architecture: part(architecture, own, extra) };
    first += layers;
    return held;
  });
}
