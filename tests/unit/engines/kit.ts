import type {
  Architecture,
  AttentionLayers,
  LatentLayers,
  LayerGroup,
  Reservation,
  StateLayers,
} from "../../../src/lib/index.ts";

export const model = (...layers: LayerGroup[]): Architecture => ({ layers, trace: {} });

export const attention = (count: number, kvHeads: number, width: number): AttentionLayers => ({
  kind: "attention",
  count,
  kvHeads,
  keyDim: width,
  valueDim: width,
});

/** One head of 64: 256 bytes a token in 16 bits. */
export const narrow = attention(1, 1, 64);

/** DeepSeek's latent: 1,152 bytes a token in 16 bits. */
export const latent = (count: number): LatentLayers => ({
  kind: "latent",
  count,
  rank: 512,
  ropeDim: 64,
});

/** Gated DeltaNet of Qwen3.5 with 16 key heads, convolution in 16 bits and state in 32. */
export const deltaNet = (count: number, valueHeads: number): StateLayers => ({
  kind: "state",
  name: "gated-delta-net",
  count,
  convElements: 3 * (2 * 16 + valueHeads) * 128,
  convBytes: 2,
  stateElements: valueHeads * 128 * 128,
  stateBytes: 4,
});

/** A state of 2,000 and 4,000 bytes. */
export const smallState: StateLayers = {
  kind: "state",
  name: "mamba-2",
  count: 1,
  convElements: 1000,
  convBytes: 2,
  stateElements: 1000,
  stateBytes: 4,
};

export const printed = ({ log }: Reservation): Record<string, string> =>
  Object.fromEntries(log.map(({ label, text }) => [label, text]));

export const reasons = ({ differences }: Pick<Reservation, "differences">) =>
  differences.map(({ rule, bytes }) => [rule, bytes]);

export const partsOf = ({ parts }: Reservation) =>
  parts.map(({ name, cells, bytes }) => [name, cells, bytes]);
