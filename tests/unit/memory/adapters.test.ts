import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { texSymbols } from "../../../src/lib/formula/typeset.ts";
import {
  adapterFormula,
  adapterParameters,
  allTargets,
  type DenseShape,
  fourBitBytes,
  fourBitParts,
  multiply,
  parametersFromConfig,
  ratio,
  type Target,
  toNumber,
} from "../../../src/lib/index.ts";

const llama8: DenseShape = {
  vocab_size: 128_256,
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 14_336,
};

/** The tensor of the count beside which a target's adapter stands. */
const tensorOf: Readonly<Record<Target, string>> = {
  q_proj: "attention queries",
  k_proj: "attention keys",
  v_proj: "attention values",
  o_proj: "attention output",
  gate_proj: "feed-forward gate",
  up_proj: "feed-forward up",
  down_proj: "feed-forward down",
};

describe("LoRA adapters", () => {
  it("have the counts that training prints for Llama 3.1 8B", () => {
    expect(adapterParameters(llama8, 8, ["q_proj", "v_proj"])).toBe(3_407_872n);
    expect(adapterParameters(llama8, 16, allTargets)).toBe(41_943_040n);
  });

  it("have a formula that counts equal matrices together, and a lone one without a factor", () => {
    const written = (targets: readonly Target[]) => texSymbols(adapterFormula(targets));
    expect(written(["q_proj"])).toBe("P = L \\cdot r \\cdot (d + H_q \\cdot d_h)");
    expect(written(["q_proj", "o_proj", "up_proj"])).toBe(
      "P = L \\cdot r \\cdot (2 \\cdot (d + H_q \\cdot d_h) + d + f)",
    );
  });

  it("take the rank times both sides of every matrix the count lists", () => {
    const size = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(
        fc.tuple(size, size, size, size, size, size),
        size,
        fc.subarray([...allTargets]),
        ([hidden_size, width, layers, kv, groups, head_dim], rank, targets) => {
          const shape: DenseShape = {
            vocab_size: 7,
            hidden_size,
            intermediate_size: width,
            num_hidden_layers: layers,
            num_attention_heads: kv * groups,
            num_key_value_heads: kv,
            head_dim,
          };
          const count = parametersFromConfig({ model_type: "llama", ...shape });
          if (count.kind === "refused") throw new Error(count.reason);
          const expected = targets
            .map(
              (target) =>
                count.tensors.find(({ part, name }) => `${part} ${name}` === tensorOf[target])!,
            )
            .reduce((sum, { shape: [rows, columns], copies }) => {
              return sum + BigInt(rank * copies) * BigInt(rows! + columns!);
            }, 0n);
          expect(adapterParameters(shape, rank, targets)).toBe(expected);
        },
      ),
    );
  });
});

describe("the 4-bit format", () => {
  it("takes half a bit for scales, or 0.127 where they are quantised again", () => {
    const overhead = (twice: boolean) => toNumber(multiply(fourBitBytes(twice), ratio(8))) - 4;
    expect(overhead(false)).toBe(0.5);
    expect(overhead(true)).toBeCloseTo(0.127, 3);
    expect(fourBitBytes(true)).toEqual(ratio(8192 + 256 + 4, 64 * 256));
    expect(toNumber(fourBitParts(true).scaleOfScales)).toBe(32 / 16_384);
  });
});
