import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countParameters,
  denseArchitecture,
  fromConfig,
  parametersFromConfig,
} from "../../../src/lib/index.ts";

const size = fc.integer({ min: 1, max: 500 });

/** Configs of the Llama shape, of any size. */
const config = fc
  .tuple(fc.tuple(size, size, size, size, size, size, size), fc.boolean())
  .map(
    ([[groups, kvHeads, head_dim, layers, hidden_size, intermediate_size, vocab_size], tie]) => ({
      model_type: "llama",
      tie_word_embeddings: tie,
      hidden_size,
      intermediate_size,
      vocab_size,
      head_dim,
      num_hidden_layers: layers,
      num_attention_heads: groups * kvHeads,
      num_key_value_heads: kvHeads,
    }),
  );

describe("a dense config", () => {
  it("reads as the dense architecture does", () => {
    fc.assert(
      fc.property(config, (dense) => {
        const reading = fromConfig(dense);
        expect(reading).toMatchObject({
          kind: "architecture",
          architecture: { layers: denseArchitecture(dense).layers },
        });
      }),
    );
  });

  it("has tensors that add up to the dense formula", () => {
    fc.assert(
      fc.property(config, (dense) => {
        const total = countParameters(dense);
        expect(parametersFromConfig(dense)).toMatchObject({ kind: "parameters", total });
      }),
    );
  });
});
