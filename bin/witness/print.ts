import { EngineRefusal, grouped, printBytes, toRecorded } from "../../src/lib/index.ts";
import type { Mode } from "./ask.ts";
import type { Run } from "./runs.ts";

/** What a mode means, for people. */
export const modes: Readonly<Record<Mode, string>> = {
  allocated: "allocated, and filled",
  planned: "planned in a dry run, not allocated",
  refused: "refused",
};

const bytesOf = (computed: Run["computed"]): bigint =>
  computed instanceof EngineRefusal ? 0n : computed.bytes;

const same = (agrees: boolean): string => (agrees ? "the same" : "NOT THE SAME");

/** What a run said beside what was computed, a line each. */
export const runLines = ({ figures, refusals, computed, grew, reading, agrees }: Run): string[] => [
  ...figures.map(
    ({ label, printed = "nothing", computed = "nothing", agrees }) =>
      `${label}: printed ${printed}, computed ${computed}: ${same(agrees)}`,
  ),
  ...refusals.map(
    ({ bytes, label }) =>
      `refused: ${grouped(bytes)} bytes, computed for the ${label ?? "nothing"}: ${same(label !== undefined)}`,
  ),
  ...(grew === undefined
    ? []
    : [
        `the process grew by ${printBytes(grew, "MiB")}, of which ${printBytes(bytesOf(computed), "MiB")} are computed`,
      ]),
  ...(figures.length + refusals.length === 0 ? [`${reading.errors[0]}: ${same(agrees)}`] : []),
  ...(computed instanceof EngineRefusal ? [`computed: ${computed.message}`] : []),
];

/** A run as an object for `--json`. */
export const runAsJson = (run: Run) => ({
  settings: toRecorded(run.settings),
  mode: run.mode,
  agrees: run.agrees,
  ...(run.computed instanceof EngineRefusal
    ? { impossible: run.computed.message }
    : { bytes: run.computed.bytes }),
  figures: run.figures.map(({ label, printed = null, computed = null, agrees }) => ({
    label,
    printed,
    computed,
    agrees,
  })),
  ...(run.refusals.length === 0
    ? {}
    : { refused: run.refusals.map(({ bytes, label = null }) => ({ bytes, label })) }),
  ...(run.grew === undefined ? {} : { grew: run.grew }),
  log: run.reading.lines,
});

/** A run in a line: its settings, its mode, its largest figure. */
export function runLine(run: Run): string {
  const { n_ctx, cache_type_k, cache_type_v, ...rest } = toRecorded(run.settings);
  const type = cache_type_k === cache_type_v ? cache_type_k : `${cache_type_k}/${cache_type_v}`;
  const others = Object.entries(rest).map(([name, value]) => `, ${name} ${value}`);
  const said = run.figures
    .filter(({ label }) => !label.includes(","))
    .map(({ label, printed }) => `${label} ${printed}`);
  const refused = run.refusals.map(({ bytes }) => `${grouped(bytes)} bytes`);
  const what = [...said, ...refused].join(", ") || run.reading.errors[0] || "nothing";
  return `${grouped(BigInt(n_ctx))} cells, ${type}${others.join("")}: ${run.mode}, ${what}: ${same(run.agrees)}`;
}
