import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ByHand,
  mostRows,
  newRow,
  parseByHand,
  printByHand,
  type Row,
  type RowKindId,
  rowKinds,
  subjectByHand,
} from "../../../src/lib/source/by-hand.ts";

const kinds = Object.keys(rowKinds) as RowKindId[];
const full: Row = { kind: "full", numbers: [4, 2, 64] };
const rows = (count: number): Row[] => Array.from({ length: count }, () => full);

function subject(typed: ByHand) {
  const answer = subjectByHand(typed);
  if ("kind" in answer) throw new Error(answer.reason);
  return answer;
}

/** A row of full attention beside the row, with one of the row's numbers another. */
function withNumber(kind: RowKindId, at: number, value: number): ByHand {
  const { numbers } = newRow(kind);
  return { rows: [full, { kind, numbers: numbers.with(at, value) }] };
}

const fields = kinds.flatMap((kind) =>
  rowKinds[kind].fields.map((field, at) => ({ kind, at, label: field.label, field })),
);

test("no rows, or more than sixteen, are refused", () => {
  const refused = {
    kind: "refused",
    field: "layers",
    reason: "has no rows, or too many",
    advice: "Type one to 16 rows.",
  };
  expect(mostRows).toBe(16);
  expect(subjectByHand({ rows: [] })).toEqual(refused);
  expect(subjectByHand({ rows: rows(17) })).toEqual(refused);
  expect(subject({ rows: rows(1) }).architecture.layers).toHaveLength(1);
  expect(subject({ rows: rows(16) }).architecture.layers).toHaveLength(16);
});

test.each([0n, -1n, 10n ** 15n + 1n])("%s parameters are refused", (parameters) => {
  expect(subjectByHand({ rows: [full], parameters })).toEqual({
    kind: "refused",
    field: "parameters",
    reason: "is not a number of parameters",
    advice: "Leave it empty if unknown.",
  });
});

test.each([1n, 8_030_261_248n, 10n ** 15n])("%s parameters are kept", (parameters) => {
  const found = subject({ rows: [full], parameters });
  expect(found.parameters).toBe(parameters);
  expect(found).not.toHaveProperty("parametersUnknown");
});

test("without parameters the model says why they are not known", () => {
  const found = subject({ rows: [full] });
  expect(found).not.toHaveProperty("parameters");
  expect(found.parametersUnknown).toBe("the layers alone do not say how many parameters there are");
});

test.each(fields)("$kind: $label is taken from its least to its most", ({ kind, at, field }) => {
  const { least = 1, most } = field;
  for (const value of [least, most])
    expect(subject(withNumber(kind, at, value)).architecture.layers).toHaveLength(2);
  for (const value of [least - 1, most + 1, least + 0.5, Number.NaN])
    expect(subjectByHand(withNumber(kind, at, value))).toMatchObject({
      kind: "refused",
      field: `row 2, ${field.label}`,
      reason: `is ${value}`,
    });
});

test.each([
  ["full", 0, 1001, "row 2, Layers", "is 1001", "1 to 1,000"],
  ["full", 1, 1.5, "row 2, KV heads", "is 1.5", "1 to 1,024"],
  ["full", 2, 0, "row 2, Head dim", "is 0", "1 to 4,096"],
  ["window", 3, 10_000_001, "row 2, Window", "is 10000001", "1 to 10,000,000"],
  ["latent", 1, 65_537, "row 2, Latent rank", "is 65537", "1 to 65,536"],
  ["latent", 2, -1, "row 2, Rotary dim", "is -1", "0 to 4,096"],
  ["kda", 1, -1, "row 2, Numbers in the state", "is -1", "0 to 2,147,483,648"],
  ["kda", 2, 9, "row 2, Bytes of each", "is 9", "1 to 8"],
  ["mamba-2", 3, -1, "row 2, Numbers in the convolution", "is -1", "0 to 2,147,483,648"],
  ["mamba-2", 4, 0, "row 2, Bytes of each there", "is 0", "1 to 8"],
] as const)("%s: number %i may not be %d", (kind, at, value, field, reason, bounds) => {
  expect(subjectByHand(withNumber(kind, at, value))).toEqual({
    kind: "refused",
    field,
    reason,
    advice: `Type a whole number from ${bounds}.`,
  });
});

test("a number that is not there is refused", () => {
  expect(subjectByHand({ rows: [{ kind: "full", numbers: [4, 2] }] })).toEqual({
    kind: "refused",
    field: "row 1, Head dim",
    reason: "is undefined",
    advice: "Type a whole number from 1 to 4,096.",
  });
});

test("rows that only share a cache are refused", () => {
  const shared: Row = { kind: "shared", numbers: [3] };
  expect(subjectByHand({ rows: [shared, shared] })).toEqual({
    kind: "refused",
    field: "layers",
    reason: "keep nothing",
    advice: "Add a row of layers that keep a cache of their own.",
  });
  expect(subject({ rows: [shared, full] }).architecture.layers[0]).toEqual({
    kind: "shared",
    count: 3,
  });
});

test("every kind of row becomes the layers it names", () => {
  const states = ["mamba-1", "mamba-2", "gated-delta-net", "kda", "lightning", "short-conv"];
  const { name, architecture } = subject({
    rows: [
      { kind: "full", numbers: [4, 2, 64] },
      { kind: "window", numbers: [5, 3, 96, 1024] },
      { kind: "latent", numbers: [6, 512, 32] },
      { kind: "shared", numbers: [7] },
      ...states.map((kind) => ({ kind: kind as RowKindId, numbers: [8, 900, 4, 30, 2] })),
    ],
  });
  expect(name).toBe("Typed by hand");
  expect(architecture.layers).toStrictEqual([
    { kind: "attention", count: 4, kvHeads: 2, keyDim: 64, valueDim: 64 },
    { kind: "attention", count: 5, kvHeads: 3, keyDim: 96, valueDim: 96, window: 1024 },
    { kind: "latent", count: 6, rank: 512, ropeDim: 32 },
    { kind: "shared", count: 7 },
    ...states.map((state) => ({
      kind: "state",
      name: state,
      count: 8,
      stateElements: 900,
      stateBytes: 4,
      convElements: 30,
      convBytes: 2,
    })),
  ]);
});

test("every number is traced to the row it was typed in", () => {
  const typed: Row[] = [full, { kind: "window", numbers: [5, 3, 96, 1024] }];
  expect(subject({ rows: typed }).architecture.trace).toEqual({
    count: { field: "row 1: Layers", value: 4 },
    kvHeads: { field: "row 1: KV heads", value: 2 },
    headDim: { field: "row 1: Head dim", value: 64 },
    count2: { field: "row 2: Layers", value: 5 },
    kvHeads2: { field: "row 2: KV heads", value: 3 },
    headDim2: { field: "row 2: Head dim", value: 96 },
    window2: { field: "row 2: Window", value: 1024 },
  });
  const latent = subject({ rows: [{ kind: "latent", numbers: [6, 512, 0] }] });
  expect(latent.architecture.trace).toEqual({
    count: { field: "row 1: Layers", value: 6 },
    rank: { field: "row 1: Latent rank", value: 512 },
    ropeDim: { field: "row 1: Rotary dim", value: 0 },
  });
});

test.each([
  ["full", [32, 8, 128]],
  ["window", [32, 8, 128, 4096]],
  ["latent", [32, 512, 64]],
  ["shared", [32]],
  ["mamba-2", [32, 524_288, 4, 0, 2]],
] as const)("a new row of %s starts with usual numbers", (kind, numbers) => {
  expect(newRow(kind)).toEqual({ kind, numbers });
});

test.each<[string, ByHand]>([
  ["full.4.2.64", { rows: [full] }],
  ["full.0000000004.2.64", { rows: [full] }],
  ["full.4.2.64_parameters.1", { rows: [full], parameters: 1n }],
  ["full.4.2.64_parameters.1000000000000000", { rows: [full], parameters: 10n ** 15n }],
  [
    "full.4.2.64_latent.6.512.0_parameters.70",
    { rows: [full, { kind: "latent", numbers: [6, 512, 0] }], parameters: 70n },
  ],
])("%s is read from a link", (text, typed) => {
  expect(parseByHand(text)).toStrictEqual(typed);
});

test.each([
  "full.4.2.64.5",
  "full.4.2",
  "full.1e1.2.64",
  "full.+4.2.64",
  "full.0x4.2.64",
  "full.4.2. 64",
  "full.4.2.64 ",
  "full.4..64",
  "full.00000000004.2.64",
  "full.1001.2.64",
  "Full.4.2.64",
  "toString.4.2.64",
  "shared.4",
  "parameters.7",
  "full.4.2.64_parameters.",
  "full.4.2.64_parameters.0",
  "full.4.2.64_parameters.7x",
  "full.4.2.64_xparameters.7",
  "full.4.2.64_parameters.-7",
  "full.4.2.64_parameters.1000000000000001",
  "full.4.2.64_parameters.00000000000000007",
  "parameters.7_full.4.2.64",
  "full.4.2.64_parameters.7_parameters.7",
  "full.4.2.64__full.4.2.64",
  `full.4.2.64_${"x".repeat(2000)}`,
])("%s is not read from a link", (text) => {
  expect(parseByHand(text)).toBeUndefined();
});

test("a link holds sixteen rows and no more", () => {
  const text = (count: number) => Array.from({ length: count }, () => "full.4.2.64").join("_");
  expect(parseByHand(text(16))?.rows).toHaveLength(16);
  expect(parseByHand(text(17))).toBeUndefined();
});

test("parameters come last in a link", () => {
  const typed: ByHand = { rows: [full, { kind: "kda", numbers: [1, 0, 4, 0, 2] }] };
  expect(printByHand(typed)).toBe("full.4.2.64_kda.1.0.4.0.2");
  expect(printByHand({ ...typed, parameters: 9n })).toBe("full.4.2.64_kda.1.0.4.0.2_parameters.9");
});

test("any text is read to rows that make a model, or to nothing", () => {
  const part = fc.oneof(fc.constantFrom(...kinds, "parameters"), fc.nat(5000).map(String));
  const text = fc
    .array(fc.tuple(part, fc.constantFrom(".", "_")), { maxLength: 12 })
    .map((parts) => parts.flat().slice(0, -1).join(""));
  fc.assert(
    fc.property(text, (some) => {
      const typed = parseByHand(some);
      if (typed) expect(subjectByHand(typed)).not.toHaveProperty("kind");
    }),
  );
});
