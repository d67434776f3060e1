import type { Architecture, LayerGroup, StateLayers, Trace } from "../architecture/architecture.ts";
import { stateNames } from "../architecture/words.ts";
import type { Subject } from "../plan/set-up.ts";
import { grouped } from "../quantity/print.ts";
import { type Problem, problem } from "./problem.ts";

/** A number that a row of layers asks for. */
interface RowField {
  readonly id: string;
  readonly label: string;
  readonly initial: number;
  readonly most: number;
  readonly least?: number;
}

interface RowKind {
  readonly label: string;
  readonly fields: readonly RowField[];
  /** The group that the numbers describe, in the order of the fields. */
  readonly group: (numbers: readonly number[]) => LayerGroup;
}

const count: RowField = { id: "count", label: "Layers", initial: 32, most: 1000 };
const kvHeads: RowField = { id: "kvHeads", label: "KV heads", initial: 8, most: 1024 };
const headDim: RowField = { id: "headDim", label: "Head dim", initial: 128, most: 4096 };
const window: RowField = { id: "window", label: "Window", initial: 4096, most: 10_000_000 };

const attention = ([layers, heads, width, most]: readonly number[]): LayerGroup => ({
  kind: "attention",
  count: layers!,
  kvHeads: heads!,
  keyDim: width!,
  valueDim: width!,
  ...(most !== undefined && { window: most }),
});

const stateFields: readonly RowField[] = [
  count,
  { id: "state", label: "Numbers in the state", initial: 524_288, least: 0, most: 2 ** 31 },
  { id: "stateBytes", label: "Bytes of each", initial: 4, most: 8 },
  { id: "conv", label: "Numbers in the convolution", initial: 0, least: 0, most: 2 ** 31 },
  { id: "convBytes", label: "Bytes of each there", initial: 2, most: 8 },
];

const state = (name: StateLayers["name"]): RowKind => ({
  label: stateNames[name],
  fields: stateFields,
  group: ([layers, numbers, bytes, conv, convBytes]) => ({
    kind: "state",
    name,
    count: layers!,
    stateElements: numbers!,
    stateBytes: bytes!,
    convElements: conv!,
    convBytes: convBytes!,
  }),
});

/** What a row of layers may be, by the name a link has for it. */
export const rowKinds = {
  full: { label: "Full attention", fields: [count, kvHeads, headDim], group: attention },
  window: { label: "Sliding window", fields: [count, kvHeads, headDim, window], group: attention },
  latent: {
    label: "Latent (MLA)",
    fields: [
      count,
      { id: "rank", label: "Latent rank", initial: 512, most: 65_536 },
      { id: "ropeDim", label: "Rotary dim", initial: 64, least: 0, most: 4096 },
    ],
    group: ([layers, rank, ropeDim]) => ({
      kind: "latent",
      count: layers!,
      rank: rank!,
      ropeDim: ropeDim!,
    }),
  },
  shared: {
    label: "Shares another’s cache",
    fields: [count],
    group: ([layers]) => ({ kind: "shared", count: layers! }),
  },
  "mamba-1": state("mamba-1"),
  "mamba-2": state("mamba-2"),
  "gated-delta-net": state("gated-delta-net"),
  kda: state("kda"),
  lightning: state("lightning"),
  "short-conv": state("short-conv"),
} satisfies Readonly<Record<string, RowKind>> as Readonly<Record<RowKindId, RowKind>>;

export type RowKindId = "full" | "window" | "latent" | "shared" | StateLayers["name"];

/** A run of layers as typed: its kind and the numbers that the kind asks for. */
export interface Row {
  readonly kind: RowKindId;
  readonly numbers: readonly number[];
}

/** A model typed layer by layer. */
export interface ByHand {
  readonly rows: readonly Row[];
  /** Parameters, where the reader knows them. */
  readonly parameters?: bigint;
}

/** Most rows: no published model has as many unlike layers. */
export const mostRows = 16;
const mostParameters = 10n ** 15n;

/** A row of a kind with the numbers it starts with. */
export const newRow = (kind: RowKindId): Row => ({
  kind,
  numbers: rowKinds[kind].fields.map(({ initial }) => initial),
});

/** The row as another kind, keeping the numbers that both ask for. */
export function asKind(row: Row, kind: RowKindId): Row {
  const held = new Map(rowKinds[row.kind].fields.map(({ id }, at) => [id, row.numbers[at]]));
  return {
    kind,
    numbers: rowKinds[kind].fields.map(({ id, initial }) => held.get(id) ?? initial),
  };
}

const isWithin = ({ least = 1, most }: RowField, value: number | undefined): boolean =>
  value !== undefined && Number.isInteger(value) && value >= least && value <= most;

/** What is wrong with rows, or undefined where all numbers are within bounds. */
export function wrongIn({ rows, parameters }: ByHand): Problem | undefined {
  if (rows.length === 0 || rows.length > mostRows)
    return problem("layers", "has no rows, or too many", `Type one to ${mostRows} rows.`);
  if (parameters !== undefined && (parameters < 1n || parameters > mostParameters))
    return problem("parameters", "is not a number of parameters", "Leave it empty if unknown.");
  for (const [place, { kind, numbers }] of rows.entries())
    for (const [at, field] of rowKinds[kind].fields.entries())
      if (!isWithin(field, numbers[at]))
        return problem(
          `row ${place + 1}, ${field.label}`,
          `is ${numbers[at]}`,
          `Type a whole number from ${grouped(field.least ?? 1)} to ${grouped(field.most)}.`,
        );
  if (rows.every(({ kind }) => kind === "shared"))
    return problem("layers", "keep nothing", "Add a row of layers that keep a cache of their own.");
  return undefined;
}

function traced(rows: readonly Row[]): Record<string, Trace> {
  return Object.fromEntries(
    rows.flatMap(({ kind, numbers }, place) =>
      rowKinds[kind].fields.map(({ id, label }, at): [string, Trace] => [
        place === 0 ? id : `${id}${place + 1}`,
        { field: `row ${place + 1}: ${label}`, value: numbers[at] },
      ]),
    ),
  );
}

/** The model that typed rows describe, or what is wrong with them. */
export function subjectByHand(typed: ByHand): Subject | Problem {
  const wrong = wrongIn(typed);
  if (wrong) return wrong;
  const architecture: Architecture = {
    layers: typed.rows.map(({ kind, numbers }) => rowKinds[kind].group(numbers)),
    trace: traced(typed.rows),
  };
  return {
    name: "Typed by hand",
    architecture,
    ...(typed.parameters === undefined
      ? { parametersUnknown: "the layers alone do not say how many parameters there are" }
      : { parameters: typed.parameters }),
  };
}

/** Rows as a link has them: `full.32.8.128_window.24.8.128.4096`, the parameters after them. */
export const printByHand = ({ rows, parameters }: ByHand): string =>
  [
    ...rows.map(({ kind, numbers }) => [kind, ...numbers].join(".")),
    ...(parameters === undefined ? [] : [`parameters.${parameters}`]),
  ].join("_");

const isKind = (kind: string): kind is RowKindId => Object.hasOwn(rowKinds, kind);

/** The rows a link has, or undefined where it has none that are sound. */
export function parseByHand(text: string): ByHand | undefined {
  if (text.length > 2000) return undefined;
  const parts = text.split("_");
  const last = /^parameters\.(\d{1,16})$/.exec(parts.at(-1)!);
  const rows: Row[] = [];
  for (const part of last ? parts.slice(0, -1) : parts) {
    const [kind, ...numbers] = part.split(".");
    if (!isKind(kind!) || !numbers.every((each) => /^\d{1,10}$/.test(each))) return undefined;
    if (numbers.length !== rowKinds[kind].fields.length) return undefined;
    rows.push({ kind, numbers: numbers.map(Number) });
  }
  const typed = { rows, ...(last && { parameters: BigInt(last[1]!) }) };
  return wrongIn(typed) ? undefined : typed;
}
