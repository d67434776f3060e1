import { describe, expect, it } from "vitest";
import {
  bytesPerElement,
  elementTypeNames,
  parseElementType,
  ratio,
} from "../../../src/lib/index.ts";

describe("element types", () => {
  it.each([
    ["f32", 4, 1],
    ["bf16", 2, 1],
    ["F16", 2, 1],
    ["fp8_e4m3", 1, 1],
    ["q8_0", 34, 32],
    ["q5_1", 24, 32],
    ["q5_0", 22, 32],
    ["q4_1", 20, 32],
    ["q4_0", 18, 32],
    ["iq4_nl", 18, 32],
    ["mxfp4", 17, 32],
    ["nvfp4", 9, 16],
  ])("%s takes %i bytes for %i", (name, bytes, elements) =>
    expect(bytesPerElement(parseElementType(name)!)).toEqual(ratio(bytes, elements)),
  );

  it("are known by every name they list, and by no other", () => {
    for (const name of elementTypeNames()) expect(parseElementType(name)).toBeDefined();
    expect(elementTypeNames()).toEqual(expect.arrayContaining(["mxfp4", "fp8_e4m3"]));
    expect(parseElementType(" BF16 ")).toBe("fp16");
    for (const name of ["", "q9", "toString", "__proto__"])
      expect(parseElementType(name)).toBeUndefined();
  });
});
