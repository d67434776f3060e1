import fc from "fast-check";
import { expect, test } from "vitest";
import { cacheBytes, fromConfig } from "../../../src/lib/index.ts";
import {
  asKind,
  newRow,
  parseByHand,
  printByHand,
  type RowKindId,
  rowKinds,
  subjectByHand,
} from "../../../src/lib/source/by-hand.ts";
import { llama } from "./files.ts";

const kinds = Object.keys(rowKinds) as RowKindId[];
const row = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    fc
      .tuple(
        ...rowKinds[kind].fields.map(({ least = 1, most }) =>
          fc.integer({ min: least, max: most }),
        ),
      )
      .map((numbers) => ({ kind, numbers })),
  );
const typed = fc.record(
  {
    rows: fc.array(row, { minLength: 1, maxLength: 6 }),
    parameters: fc.bigInt({ min: 1n, max: 10n ** 15n }),
  },
  { requiredKeys: ["rows"] },
);

test("rows in a link are read back, and nothing else is", () => {
  fc.assert(
    fc.property(typed, (some) => {
      const back = parseByHand(printByHand(some));
      if (some.rows.every(({ kind }) => kind === "shared")) expect(back).toBeUndefined();
      else expect(back).toEqual(some);
    }),
  );
  for (const text of [
    "",
    "full",
    "full.1.2",
    "full.0.8.128",
    "x.1",
    "__proto__.1",
    "full.1.2.3_",
    "full.1e9.1.1",
  ])
    expect(parseByHand(text)).toBeUndefined();
});

test("what a link has needs no escaping", () => {
  fc.assert(
    fc.property(typed, (some) => {
      const text = printByHand(some);
      expect(new URLSearchParams({ layers: text }).toString()).toBe(`layers=${text}`);
    }),
  );
});

test("typed rows keep what a config of the same layers keeps", () => {
  const subject = subjectByHand({ rows: [{ kind: "full", numbers: [16, 8, 64] }] });
  const reading = fromConfig(llama);
  if ("kind" in subject || reading.kind === "refused") throw new Error("refused");
  const tokens = { tokens: 1000n };
  expect(cacheBytes(subject.architecture, tokens)).toBe(cacheBytes(reading.architecture, tokens));
});

test("numbers out of bounds are refused by row and name", () => {
  const wrong = subjectByHand({ rows: [newRow("full"), { kind: "full", numbers: [4, 0.5, 64] }] });
  expect(wrong).toMatchObject({ kind: "refused", field: "row 2, KV heads" });
  expect(subjectByHand({ rows: [] })).toMatchObject({ kind: "refused" });
});

test("another kind keeps the numbers that both ask for", () => {
  const window = asKind({ kind: "full", numbers: [7, 2, 96] }, "window");
  expect(window.numbers).toEqual([7, 2, 96, 4096]);
  expect(asKind(window, "full").numbers).toEqual([7, 2, 96]);
});
