import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allIn,
  countParameters,
  type DenseShape,
  elementTypes,
  fileBytes,
  officialFp8Parts,
  storedParts,
  storedTotal,
  weightBytes,
} from "../../../src/lib/index.ts";

const size = fc.integer({ min: 1, max: 500 });

const shape = fc
  .record({
    vocab_size: size,
    hidden_size: size,
    num_hidden_layers: fc.integer({ min: 2, max: 200 }),
    num_attention_heads: size,
    num_key_value_heads: size,
    head_dim: size,
    intermediate_size: size,
    tie_word_embeddings: fc.boolean(),
  })
  .map((fields): DenseShape => fields);

const format = fc.constantFrom(...(Object.keys(elementTypes) as (keyof typeof elementTypes)[]));

const llama405: DenseShape = {
  vocab_size: 128_256,
  hidden_size: 16_384,
  num_hidden_layers: 126,
  num_attention_heads: 128,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 53_248,
};

describe("parts in formats of their own", () => {
  it("hold every parameter once, whichever layers are apart", () => {
    fc.assert(
      fc.property(shape, fc.nat(200), format, (dense, n, type) => {
        const parts = storedParts(dense, allIn(type), n % (dense.num_hidden_layers + 1));
        const numbers = parts.reduce((sum, part) => sum + part.numbers, 0n);
        expect(numbers).toBe(countParameters(dense));
      }),
    );
  });

  it("take what the parameters take where the format is one, to a byte a part", () => {
    fc.assert(
      fc.property(shape, format, (dense, type) => {
        const parts = storedParts(dense, allIn(type));
        const over = storedTotal(parts) - weightBytes(countParameters(dense), type);
        expect(over).toBeGreaterThanOrEqual(0n);
        expect(over).toBeLessThan(BigInt(parts.length));
      }),
    );
  });

  it("refuses more layers than there are", () => {
    expect(() => storedParts(llama405, allIn("fp8"), 127)).toThrow(
      new RangeError("127 layers are more than the 126 there are"),
    );
  });
});

describe("files of a checkpoint", () => {
  it("hold together everything once, and the norms once each", () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 64 }), (dense, files) => {
        const parts = storedParts(dense, allIn("fp16"));
        const norms = parts.find(({ id }) => id === "norms")!.bytes;
        const expected = storedTotal(parts) + BigInt(files - 1) * norms;
        const over = fileBytes(parts, files) * BigInt(files) - expected;
        expect(over).toBeGreaterThanOrEqual(0n);
        expect(over).toBeLessThan(BigInt(files));
      }),
    );
  });

  /** Sizes Meta lists, and what its file format adds: a few hundred kilobytes each time. */
  it.each([
    ["sixteen files, sixteen KV heads", 51_268_302_389n, 16, 16],
    ["eight files, eight KV heads", 101_470_976_045n, 8, 8],
  ])("come to the listed size: %s", (_, listed, files, num_key_value_heads) => {
    const parts = storedParts({ ...llama405, num_key_value_heads }, allIn("fp16"));
    const beyond = listed - fileBytes(parts, files);
    expect(beyond).toBeGreaterThan(300_000n);
    expect(beyond).toBeLessThan(500_000n);
  });

  it("come to the listed size of the FP8 checkpoint by its recipe", () => {
    expect(8n * fileBytes(officialFp8Parts(llama405), 8)).toBe(487_226_343_424n);
    const beyond = 60_903_742_309n - fileBytes(officialFp8Parts(llama405), 8);
    expect(beyond).toBeGreaterThan(300_000n);
    expect(beyond).toBeLessThan(500_000n);
  });
});
