import fc from "fast-check";
import { expect, it } from "vitest";
import { cut } from "../../../src/components/share/address.ts";

it("leaves a text that is short enough, and says where it left something out", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, most) => {
      const shown = cut(text, most);
      if (text.length <= most) expect(shown).toBe(text);
      else {
        expect(shown.endsWith("…")).toBe(true);
        expect(text.startsWith(shown.slice(0, -1))).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(most + 1);
        expect(shown.length).toBeGreaterThanOrEqual(most);
        expect(shown.isWellFormed()).toBe(true);
      }
    }),
  );
});
