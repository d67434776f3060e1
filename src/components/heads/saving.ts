import { config as dense } from "../../content/models/deepseek-67b.json";
import { config as latent } from "../../content/models/deepseek-v2.json";
import type { AttentionLayers, LatentLayers } from "../../lib/architecture/architecture.ts";
import { headDim } from "../../lib/architecture/dense.ts";
import { elementSize } from "../../lib/audit/element-size.ts";
import { evaluate } from "../../lib/formula/evaluate.ts";
import { cacheTerms } from "../../lib/memory/cache.ts";
import { formulaOf, valuesOf } from "../../lib/memory/layouts.ts";
import { numbersPerToken } from "../../lib/memory/numbers.ts";
import {
  divide,
  multiply,
  type Ratio,
  ratio,
  subtract,
  toInteger,
} from "../../lib/quantity/ratio.ts";

/** A cache on the way from one model’s to the other’s: one thing changed from the line before. */
export interface Line {
  readonly id: string;
  readonly what: string;
  readonly numbers: bigint;
  readonly layers: number;
  /** The format, as the ledger’s entry states it. */
  readonly element: string;
  readonly bytes: bigint;
  /** Hundredths saved against the first line. */
  readonly saved: Ratio;
}

/** Bytes of one token in a format the publication names: "bf16", "6-bit". */
function bytesOf(group: AttentionLayers | LatentLayers, element: string): bigint {
  const size = elementSize(element);
  if (!size) throw new Error(`no format ${element}`);
  const formats = { [cacheTerms.bytesPerKey.id]: size, [cacheTerms.bytesPerValue.id]: size };
  const values = { ...valuesOf(group, { tokens: 1n }), ...formats };
  return toInteger(evaluate(formulaOf(group).expression, values), "the bytes of a token");
}

const { num_key_value_heads: kvHeads, num_hidden_layers: deep } = dense;
const keyDim = headDim(dense);
const grouped: AttentionLayers = {
  kind: "attention",
  count: deep,
  kvHeads,
  keyDim,
  valueDim: keyDim,
};
const { kv_lora_rank: rank, qk_rope_head_dim: ropeDim, num_hidden_layers: shallow } = latent;
const mla: LatentLayers = { kind: "latent", count: shallow, rank, ropeDim };

/** Hundredths that `bytes` saves against `full`. */
export const savedPercent = (bytes: bigint, full: bigint): Ratio =>
  multiply(ratio(100n), subtract(ratio(1n), divide(ratio(bytes), ratio(full))));

/** From DeepSeek 67B’s cache to DeepSeek-V2’s, a difference at a time, in the formats given. */
export function savingLines(fullElement: string, savedElement: string): Line[] {
  const steps = [
    { id: "67b", what: `DeepSeek 67B: ${kvHeads} KV heads`, group: grouped, element: fullElement },
    {
      id: "latent",
      what: "a latent in their place",
      group: { ...mla, count: deep },
      element: fullElement,
    },
    { id: "layers", what: `${shallow} layers, not ${deep}`, group: mla, element: fullElement },
    {
      id: "format",
      what: `${savedElement}: DeepSeek-V2 as deployed`,
      group: mla,
      element: savedElement,
    },
  ] as const;
  const full = bytesOf(grouped, fullElement);
  return steps.map(({ group, ...step }) => {
    const bytes = bytesOf(group, step.element);
    return {
      ...step,
      numbers: numbersPerToken(group),
      layers: group.count,
      bytes,
      saved: savedPercent(bytes, full),
    };
  });
}

/** DeepSeek-V2’s own heads with whole keys and values, and its latent: bytes of a token in 16-bit. */
export function againstItself(): { whole: bigint; latent: bigint } {
  const whole: AttentionLayers = {
    kind: "attention",
    count: shallow,
    kvHeads: latent.num_attention_heads,
    keyDim: latent.qk_nope_head_dim + ropeDim,
    valueDim: latent.v_head_dim,
  };
  return { whole: bytesOf(whole, "bf16"), latent: bytesOf(mla, "bf16") };
}
