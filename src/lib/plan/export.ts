import { keeps } from "../architecture/words.ts";
import { engineNames } from "../engines/engines.ts";
import type { Plan } from "./plan.ts";
import { isUnknown, type Known, type SetUp } from "./set-up.ts";

/** Says what a file is and which reader it needs. */
const format = { kind: "bytes-per-token/set-up", version: 1 } as const;

const exactly = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;

type Json<T> = T extends bigint
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Json<T[Key]> }
      : T;

/** A set-up with what it comes to, as an export holds it: amounts are strings of digits. */
export interface Exported {
  readonly kind: typeof format.kind;
  readonly version: typeof format.version;
  readonly setUp: Json<SetUp>;
  readonly result: Json<Omit<Plan, "setUp" | "kept" | "gpus" | "fullest" | "growth">> & {
    readonly groups: readonly {
      readonly layers: number;
      readonly keeps: string;
      readonly formula: string;
      readonly bytes: string;
      readonly saved: string;
    }[];
    readonly gpus: readonly Json<Omit<Plan["gpus"][number], "groups">>[];
  };
}

/**
 * A plan as JSON: its set-up, from which `readSetUp` makes it again, and what it comes to. Whole
 * numbers of bytes and tokens are strings of digits, as JSON's numbers are not exact.
 */
export function planJson(plan: Plan): string {
  const { setUp, kept, gpus, fullest: _, growth: __, ...result } = plan;
  const groups = kept.map(({ group, formula, bytes, saved }) => ({
    layers: group.count,
    keeps: keeps(group),
    formula: formula.id,
    bytes,
    saved: saved?.bytes ?? 0n,
  }));
  const each = gpus.map(({ groups: ___, ...gpu }) => gpu);
  return JSON.stringify(
    { ...format, setUp, result: { ...result, groups, gpus: each } },
    exactly,
    2,
  );
}

/** A cell as RFC 4180 has it. Text that a spreadsheet would run as a formula is led by a quote mark. */
function cell(value: string | number | bigint): string {
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type Row = readonly [part: string, what: string, amount: string | number | bigint, unit: string];

const bytes = (part: string, what: string, amount: Known<bigint>): Row =>
  isUnknown(amount) ? [part, what, amount.unknown, "unknown"] : [part, what, amount, "bytes"];

const limit = (what: string, amount: Plan["longest"], unit: string): Row =>
  isUnknown(amount)
    ? ["fits", what, amount.unknown, "unknown"]
    : amount === "any"
      ? ["fits", what, "no limit", ""]
      : ["fits", what, amount, unit];

const fits = (value: Plan["fits"]): Row =>
  isUnknown(value)
    ? ["fits", "fits", value.unknown, "unknown"]
    : ["fits", "fits", value ? "yes" : "no", ""];

function rows(plan: Plan): Row[] {
  const { setUp } = plan;
  const { share, gpu } = setUp;
  return [
    ["set-up", "model", setUp.subject.name, ""],
    ["set-up", "length of a request", setUp.tokens, "tokens"],
    ["set-up", "requests", setUp.requests, ""],
    ["set-up", "shared prefix", setUp.sharedPrefix, "tokens"],
    ["set-up", "keys", setUp.keyType, ""],
    ["set-up", "values", setUp.valueType, ""],
    ["set-up", "weights", setUp.weightType, ""],
    ["set-up", "GPU", gpu.name, ""],
    ["set-up", "memory of a GPU", gpu.bytes, "bytes"],
    ["set-up", "share that may be used", `${share.n}/${share.d}`, ""],
    ["set-up", "other memory", setUp.other, "bytes"],
    ["set-up", "GPUs", setUp.count, ""],
    ["set-up", "tensor parallel", setUp.tensorParallel, ""],
    ["set-up", "pipeline parallel", setUp.pipelineParallel, ""],
    ...plan.kept.map((row) =>
      bytes("cache by layers", `${row.group.count} × ${keeps(row.group)}`, row.bytes),
    ),
    bytes("all requests", "cache", plan.cache),
    bytes("all requests", "state", plan.state),
    bytes("all requests", "saved by the shared prefix", plan.saved),
    bytes("one copy", "weights", plan.weights),
    ...plan.gpus.flatMap((one) => {
      const part = `GPU ${one.rank + 1} of stage ${one.stage + 1}`;
      return [
        bytes(part, "weights", one.weights),
        bytes(part, "cache", one.cache),
        bytes(part, "state", one.state),
        bytes(part, "other", one.other),
        bytes(part, "left", one.left),
      ];
    }),
    fits(plan.fits),
    limit("longest", plan.longest, "tokens"),
    limit("most requests", plan.mostRequests, "requests"),
    ...plan.reservations.flatMap((reserved): Row[] => {
      const part = `reserved by ${engineNames[reserved.engine]}`;
      if ("refused" in reserved) return [[part, "refused", reserved.refused, ""]];
      return [
        bytes(part, "in all", reserved.reservation.bytes),
        bytes(part, "on each GPU", reserved.perGpu),
        ...reserved.reservation.differences.map((one) => bytes(part, one.reason, one.bytes)),
      ];
    }),
    ...plan.assumptions.map((sentence): Row => ["rests on", sentence, "", ""]),
  ];
}

/** A plan as a table of four columns, in CSV as RFC 4180 has it, for a spreadsheet. */
export const planCsv = (plan: Plan): string =>
  [["part", "what", "amount", "unit"], ...rows(plan)]
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");
