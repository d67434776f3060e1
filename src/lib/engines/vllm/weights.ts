import { storedParts } from "../../memory/parameters/mixed.ts";
import { type DenseShape, weightBytes } from "../../memory/weights.ts";
import type { ElementTypeId } from "../../quantity/element.ts";
import { climb } from "../account.ts";
import { type Difference, type LogFigure, logBytes, type Rule } from "../reservation.ts";
import { ceilDiv, total, whole } from "../whole.ts";

export interface VllmWeightSettings {
  readonly tp?: number;
  /** Format of the weights; 16-bit unless given. */
  readonly type?: ElementTypeId;
  /** Layers whose feed-forward matrices are FP8 with a 4-byte scale per output row. */
  readonly fp8FeedForwardLayers?: number;
  /** Positions in the rotary table (`max_position_embeddings`); none is counted without. */
  readonly positions?: number;
}

/** What one GPU loads, and why all GPUs together hold more than the parameters. */
export interface LoadedWeights {
  readonly bytesPerDevice: bigint;
  readonly bytes: bigint;
  readonly architecturalBytes: bigint;
  readonly differences: readonly Difference[];
  readonly log: LogFigure;
}

const layers = "vllm-project/vllm vllm/model_executor/layers";
const rules = {
  norms: {
    id: "norms-everywhere",
    reason: "Every GPU holds all the norms.",
    source: `${layers}/layernorm.py`,
  },
  scales: {
    id: "fp8-scales",
    reason:
      "FP8 matrices bring a scale for each output row; of a matrix split by rows, on each GPU.",
    source: `${layers}/quantization/fbgemm_fp8.py`,
  },
  rotary: {
    id: "rotary-table",
    reason: "The sines and cosines of every position are a buffer of the model on each GPU.",
    source: `${layers}/rotary_embedding`,
  },
} as const satisfies Record<string, Rule>;

/** Bytes of FP8 scales on one GPU: gate and up rows are dealt out, down rows are not. */
const scalesPerGpu = ({ intermediate_size, hidden_size }: DenseShape, count: bigint, tp: bigint) =>
  count * 4n * (ceilDiv(2n * BigInt(intermediate_size), tp) + BigInt(hidden_size));

/**
 * What "Loading model weights took" counts for a dense model without tied embeddings, in bytes per
 * GPU: the parameters, and the buffers beside them. Kernels that repack or pad weights add more,
 * and so does memory that is free again a moment later; neither is counted. Throws a RangeError
 * for a setting out of range.
 */
export function vllmWeights(shape: DenseShape, settings: VllmWeightSettings = {}): LoadedWeights {
  const type = settings.type ?? "fp16";
  const tp = whole("tp", settings.tp ?? 1);
  const fp8 = whole("fp8FeedForwardLayers", settings.fp8FeedForwardLayers ?? 0, 0n);
  const parts = storedParts(
    shape,
    {
      embeddings: type,
      attention: type,
      feedForward: "fp8",
      otherFeedForward: type,
      norms: type,
    },
    Number(fp8),
  );
  const norms = total(parts.filter(({ id }) => id === "norms").map(({ bytes }) => bytes));
  const split = total(parts.filter(({ id }) => id !== "norms").map(({ bytes }) => bytes));
  const head = shape.head_dim;
  const table = weightBytes(
    BigInt(whole("positions", settings.positions ?? 0, 0n)) * BigInt(head),
    type,
  );
  const scales = scalesPerGpu(shape, fp8, tp);
  const withNorms = ceilDiv(split, tp) * tp + tp * norms;
  const withScales = withNorms + tp * scales;
  const bytes = withScales + tp * table;
  return {
    bytesPerDevice: bytes / tp,
    bytes,
    architecturalBytes: split + norms,
    differences: climb(split + norms, [
      { rule: rules.norms, bytes: withNorms },
      { rule: rules.scales, bytes: withScales },
      { rule: rules.rotary, bytes },
    ]),
    log: logBytes("model weights", bytes / tp, "GiB", 4),
  };
}
