import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromSafetensorsHeader, storedWeights } from "../../../src/lib/index.ts";

const stored = fc.record({
  dtype: fc.constantFrom("F32", "BF16", "F8_E4M3", "I8"),
  shape: fc.array(fc.nat(5000), { maxLength: 4 }),
});

describe("the header of a safetensors file", () => {
  it("lists each tensor's name, format and shape", () => {
    fc.assert(
      fc.property(fc.array(stored), (entries) => {
        const named = entries.map((entry, place) => [`layers.${place}`, entry] as const);
        expect(fromSafetensorsHeader(Object.fromEntries(named))).toEqual({
          kind: "tensors",
          tensors: named.map(([name, { dtype, shape }]) => ({ name, type: dtype, shape })),
        });
      }),
    );
  });

  it("adds up to the bytes that its offsets span, what is said of the file left out", () => {
    const listed = fromSafetensorsHeader({
      __metadata__: { format: "pt" },
      "lm_head.weight": { dtype: "BF16", shape: [32, 4], data_offsets: [0, 256] },
      "norm.weight": { dtype: "F32", shape: [4], data_offsets: [256, 272] },
    });
    if (listed.kind === "refused") throw new Error(listed.reason);
    expect(storedWeights(listed.tensors)).toMatchObject({ bytes: 272n, parameters: 132n });
  });

  it.each<[string, string, unknown]>([
    ["header", "a header is a JSON object", ["w"]],
    ["header", "a header is a JSON object", null],
    ["w", "w is not an object", { w: "BF16" }],
    ["w.dtype", "w.dtype is missing", { w: { shape: [1] } }],
    ["w.dtype", "w.dtype is 16, not a text", { w: { dtype: 16, shape: [1] } }],
    ["w.shape", "w.shape is missing", { w: { dtype: "BF16" } }],
    ["w.shape", "w.shape is 7, not a list", { w: { dtype: "BF16", shape: 7 } }],
  ])("is refused naming %s: %s", (field, reason, header) => {
    expect(fromSafetensorsHeader(header)).toEqual({ kind: "refused", field, reason });
  });

  it("never makes the reader throw", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (header) => {
        expect(["tensors", "refused"]).toContain(fromSafetensorsHeader(header).kind);
      }),
    );
  });
});
