import fc from "fast-check";
import { expect, test } from "vitest";
import type { LayerGroup, StateLayers } from "../../../src/lib/architecture/architecture.ts";
import { cacheBytes } from "../../../src/lib/index.ts";
import type { Subject } from "../../../src/lib/plan/set-up.ts";
import {
  mostRows,
  newRow,
  parseByHand,
  printByHand,
  type RowKindId,
  rowKinds,
  subjectByHand,
} from "../../../src/lib/source/by-hand.ts";
import { rowsOf } from "../../../src/lib/source/rows-of.ts";
import { subjectFromConfig } from "../../../src/lib/source/subject.ts";
import { llama } from "./files.ts";

const kinds = Object.keys(rowKinds) as RowKindId[];
const model = (...layers: LayerGroup[]): Subject => ({
  name: "A model",
  architecture: { layers, trace: {} },
});

const attention = { kind: "attention", count: 4, kvHeads: 2, keyDim: 64, valueDim: 64 } as const;
const latent = { kind: "latent", count: 6, rank: 512, ropeDim: 32 } as const;
const state = (name: StateLayers["name"]): StateLayers => ({
  kind: "state",
  name,
  count: 8,
  stateElements: 900,
  stateBytes: 4,
  convElements: 30,
  convBytes: 2,
});

test.each<[string, LayerGroup, object]>([
  ["full attention", attention, { kind: "full", numbers: [4, 2, 64] }],
  [
    "a sliding window",
    { ...attention, window: 1024 },
    { kind: "window", numbers: [4, 2, 64, 1024] },
  ],
  [
    "a window that is said not to be a chunk",
    { ...attention, window: 1024, chunked: false },
    { kind: "window", numbers: [4, 2, 64, 1024] },
  ],
  ["a latent", latent, { kind: "latent", numbers: [6, 512, 32] }],
  [
    "a latent without a rotary key",
    { ...latent, ropeDim: 0 },
    { kind: "latent", numbers: [6, 512, 0] },
  ],
])("%s is a row", (_, group, row) => {
  expect(rowsOf(model(group))).toStrictEqual({ rows: [row] });
});

test("a shared cache is a row beside one that keeps its own, and none alone", () => {
  const shared: LayerGroup = { kind: "shared", count: 7 };
  expect(rowsOf(model(attention, shared))?.rows[1]).toEqual({ kind: "shared", numbers: [7] });
  expect(rowsOf(model(shared))).toBeUndefined();
});

test("rows that a link could not be opened with are none", () => {
  const unlike = Array.from({ length: mostRows + 1 }, (_, at) => ({
    ...attention,
    kvHeads: at + 1,
  }));
  expect(rowsOf(model(...unlike))).toBeUndefined();
  expect(rowsOf(model(...unlike.slice(1)))?.rows).toHaveLength(mostRows);
  const withParameters = (parameters: bigint) => rowsOf({ ...model(attention), parameters });
  expect(withParameters(0n)).toBeUndefined();
  expect(withParameters(10n ** 15n + 1n)).toBeUndefined();
  const rows = withParameters(10n ** 15n)!;
  expect(parseByHand(printByHand(rows))).toEqual(rows);
});

test.each(["mamba-1", "mamba-2", "gated-delta-net", "kda", "lightning", "short-conv"] as const)(
  "a state of %s is a row of its name",
  (name) => {
    expect(rowsOf(model(state(name)))).toStrictEqual({
      rows: [{ kind: name, numbers: [8, 900, 4, 30, 2] }],
    });
  },
);

test.each<[string, LayerGroup]>([
  ["keys wider than values", { ...attention, keyDim: 96 }],
  ["values wider than keys", { ...attention, valueDim: 96 }],
  ["chunks", { ...attention, window: 8192, chunked: true }],
  ["a latent that slides", { ...latent, window: 512 }],
  ["compressed entries", { kind: "compressed", count: 4, width: 64, ratio: 4 }],
  ["index keys", { kind: "indexer", count: 4, keyDim: 128, ratio: 1 }],
])("%s cannot be typed, not even beside layers that can", (_, group) => {
  expect(rowsOf(model(group))).toBeUndefined();
  expect(rowsOf(model(attention, group))).toBeUndefined();
  expect(rowsOf(model(group, attention))).toBeUndefined();
});

test("layers of multi-token prediction cannot be typed", () => {
  const layers = [attention];
  const withExtra = (extra: readonly LayerGroup[]): Subject => ({
    name: "A model",
    architecture: { layers, extra, trace: {} },
  });
  expect(rowsOf(withExtra([attention]))).toBeUndefined();
  expect(rowsOf(withExtra([]))).toStrictEqual({ rows: [{ kind: "full", numbers: [4, 2, 64] }] });
});

test("rows keep the order of the layers and the parameters", () => {
  const subject = model(latent, attention, state("kda"));
  const rows = [
    { kind: "latent", numbers: [6, 512, 32] },
    { kind: "full", numbers: [4, 2, 64] },
    { kind: "kda", numbers: [8, 900, 4, 30, 2] },
  ];
  expect(rowsOf(subject)).toStrictEqual({ rows });
  expect(rowsOf({ ...subject, parameters: 70n })).toStrictEqual({ rows, parameters: 70n });
});

const fields = kinds.flatMap((kind) =>
  rowKinds[kind].fields.map((field, at) => ({ kind, at, label: field.label, field })),
);

test.each(fields)("$kind: $label is a row's from its least to its most", ({ kind, at, field }) => {
  const { least = 1, most } = field;
  const withNumber = (value: number) => {
    const numbers = newRow(kind).numbers.with(at, value);
    return { numbers, subject: model(rowKinds[kind].group(numbers), attention) };
  };
  for (const value of [least, most]) {
    const { numbers, subject } = withNumber(value);
    expect(rowsOf(subject)?.rows[0]).toStrictEqual({ kind, numbers });
  }
  for (const value of [least - 1, most + 1])
    expect(rowsOf(withNumber(value).subject)).toBeUndefined();
});

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
    rows: fc
      .array(row, { minLength: 1, maxLength: 16 })
      .filter((rows) => rows.some(({ kind }) => kind !== "shared")),
    parameters: fc.bigInt({ min: 1n, max: 10n ** 15n }),
  },
  { requiredKeys: ["rows"] },
);

test("a model typed by hand gives the rows it was typed as", () => {
  fc.assert(
    fc.property(typed, (some) => {
      const subject = subjectByHand(some);
      if ("kind" in subject) throw new Error(subject.reason);
      expect(rowsOf(subject)).toEqual(some);
    }),
  );
});

test("the rows of a config keep what the config keeps", () => {
  const read = subjectFromConfig(llama);
  if ("kind" in read) throw new Error(read.reason);
  const rows = rowsOf(read);
  expect(rows).toStrictEqual({
    rows: [{ kind: "full", numbers: [16, 8, 64] }],
    parameters: 1_235_814_400n,
  });
  const typedAgain = subjectByHand(rows!);
  if ("kind" in typedAgain) throw new Error(typedAgain.reason);
  const tokens = { tokens: 1000n };
  expect(cacheBytes(typedAgain.architecture, tokens)).toBe(cacheBytes(read.architecture, tokens));
});
