import fc from "fast-check";
import { expect, test } from "vitest";
import { fromText, toText } from "../../../src/components/live/known.ts";

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.string().filter((text) => !/^-?\d+n$/.test(text)),
    fc.integer(),
    fc.bigInt(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("any")),
    fc.dictionary(
      fc.string().filter((name) => name !== "__proto__"),
      tie("any"),
      { noNullPrototype: true },
    ),
  ),
})).any;

test("what a page knows comes back as it was, large whole numbers too", () => {
  fc.assert(
    fc.property(value, (known) => {
      expect(fromText(toText(known))).toEqual(known);
    }),
  );
});

test("nothing in it can end the script it stands in", () => {
  expect(toText({ name: "</script><!--" })).not.toContain("<");
});
