import { type ByteUnit, bytesPer } from "../quantity/bytes.ts";
import { grouped, significant } from "../quantity/print.ts";
import { type Ratio, toRatio } from "../quantity/ratio.ts";
import { type Arithmetic, exactly } from "./arithmetic.ts";
import type { Chosen } from "./cache-side.ts";
import type { Claim } from "./claim.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { type Space, spaceOf } from "./space.ts";
import { inBytes } from "./styles.ts";
import { type UnitReading, unitChoices } from "./units.ts";

type Operation = "plus" | "minus" | "times" | "over" | "floor" | "ceil";

interface Numbered {
  readonly kind: "number";
  readonly value: Ratio;
  readonly name: string | undefined;
}

/** A formula with its numbers: what was added and multiplied, each number with what it stands for. */
export type Worked =
  | Numbered
  | { readonly kind: Operation; readonly value: Ratio; readonly of: readonly Worked[] };

const isOne = (one: Worked): one is Numbered =>
  one.kind === "number" && one.value.d === 1n && one.value.n === 1n;

/** What leaves a sum or a product as it is; a number that stands for something is written all the same. */
const leavesAsIs = {
  plus: ({ value }: Worked) => value.n === 0n,
  times: (one: Worked) => isOne(one) && !one.name,
};

function join(kind: "plus" | "times", parts: readonly Worked[], value: Ratio): Worked {
  const left = parts.filter((part) => !leavesAsIs[kind](part));
  return left.length < 2 ? (left[0] ?? parts[0]!) : { kind, value, of: left };
}

/** Exact arithmetic that remembers how it got there. */
const remembering: Arithmetic<Worked> = {
  of: (value, name) => ({
    kind: "number",
    value: typeof value === "object" ? value : toRatio(BigInt(value)),
    name,
  }),
  plus: (a, b) => join("plus", [a, b], exactly.plus(a.value, b.value)),
  minus: (a, b) => ({ kind: "minus", value: exactly.minus(a.value, b.value), of: [a, b] }),
  times: (a, b) => join("times", [a, b], exactly.times(a.value, b.value)),
  over: (a, b) =>
    isOne(b) ? a : { kind: "over", value: exactly.over(a.value, b.value), of: [a, b] },
  floor: (a) => (a.value.d === 1n ? a : { kind: "floor", value: exactly.floor(a.value), of: [a] }),
  ceil: (a) => (a.value.d === 1n ? a : { kind: "ceil", value: exactly.ceil(a.value), of: [a] }),
};

/** A number as it is: in decimals where four are enough, else as a fraction unless that is a long one. */
const numberText = ({ n, d }: Ratio): string => {
  if (d === 1n) return grouped(n);
  if (10_000n % d === 0n) return significant({ n, d }, String(n / d).length + 4);
  return d < 10_000n && n < 10_000n ? `${n}/${d}` : significant({ n, d }, 6);
};

const marks = { plus: " + ", minus: " − ", times: " × ", over: " / " } as const;

function write(one: Worked, within?: Operation): string {
  if (one.kind === "number") {
    const { name, value } = one;
    return name ? `${numberText(value)}\u00a0${name}` : numberText(value);
  }
  if (one.kind === "floor") return `⌊${write(one.of[0]!)}⌋`;
  if (one.kind === "ceil") return `⌈${write(one.of[0]!)}⌉`;
  const text = one.of.map((part) => write(part, one.kind)).join(marks[one.kind]);
  const sum = one.kind === "plus" || one.kind === "minus";
  const needs = within !== undefined && (sum ? within !== "plus" : within === "over");
  return needs ? `(${text})` : text;
}

/** A worked formula in one line: `126 layers × 16 KV heads × 2 key and value × …`. */
export const writeWorking = (worked: Worked): string => write(worked);

/** What a hypothesis chose for every assumption of a space, found by its departures. */
function chosenBy(space: Space, departures: Hypothesis["departures"]): Chosen {
  return Object.fromEntries(
    space.assumptions.map(({ id, choices }) => {
      const used = departures.find((departure) => departure.id === id)?.used;
      const choice = choices.find(({ label }) => label === used) ?? choices[0];
      return [id, choice.value];
    }),
  );
}

/**
 * The formula behind a hypothesis, with its numbers: the very one the search ran, run once more and
 * written down. Without a hypothesis, under everything stated. Throws as `spaceOf` does.
 */
export function hypothesisWorking(
  claim: Claim,
  { departures }: Pick<Hypothesis, "departures"> = { departures: [] },
  assumed: ByteUnit = "GB",
): Worked {
  const space = spaceOf(claim);
  const used = departures.find(({ id }) => id === "unit")?.used;
  const units = inBytes(claim.figure) ? unitChoices(claim.figure, assumed).choices : undefined;
  const unit = (units?.find(({ label }) => label === used) ?? units?.[0])?.value as
    | UnitReading
    | undefined;
  return space.amount(remembering, chosenBy(space, departures), unit?.bytes ?? bytesPer.B);
}
