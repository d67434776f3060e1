import type { Architecture, LayerGroup } from "../../lib/architecture/architecture.ts";
import { headDim } from "../../lib/architecture/dense.ts";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { type EngineSettings, reserve } from "../../lib/engines/engines.ts";
import type { EngineId } from "../../lib/engines/reservation.ts";
import { vllmWeights } from "../../lib/engines/vllm/weights.ts";
import type { DenseShape } from "../../lib/memory/weights.ts";
import { type ByteUnit, bytesPer, inUnit } from "../../lib/quantity/bytes.ts";
import { interval, intervalInBytes, parseFigure } from "../../lib/quantity/figure.ts";
import { decimals } from "../../lib/quantity/print.ts";
import { compare, multiply, type Ratio, ratio, toNumber } from "../../lib/quantity/ratio.ts";

/** A figure an engine printed; what it counts in may be bytes, tokens or blocks. */
interface Printed {
  readonly what: string;
  readonly text: string;
  readonly value: string;
  readonly unit: "B" | "MiB" | "GiB" | "tokens" | "blocks";
}

/** What the rules are asked, to come to the same figures. */
interface Rules {
  readonly layers?: readonly unknown[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly figures: readonly string[];
  readonly weights?: Readonly<Record<string, number>>;
}

/** An allocation as the content has it, as far as it decides a computation. */
export interface Allocation {
  readonly engine: EngineId;
  readonly printed: readonly Printed[];
  readonly rules?: Rules;
}

/** How near a computed figure comes: memory that blocks were cut from is a little more than they. */
type Nearness = "to the printed digit" | "within one block" | "within 0.05 %" | "not";

/** A measured figure beside the computed one. */
export interface Beside {
  readonly what: string;
  /** As printed, unit included. */
  readonly measured: string;
  /** In the same unit and as many decimals; undefined where there is no rule. */
  readonly computed: string | undefined;
  readonly nearness: Nearness | undefined;
  /** Both in bytes, where they are bytes. */
  readonly bytes: { readonly measured: number; readonly computed: number } | undefined;
}

const isBytes = (unit: Printed["unit"]): unit is "B" | "MiB" | "GiB" =>
  unit !== "tokens" && unit !== "blocks";

const places = (value: string): number => value.split(".")[1]?.length ?? 0;

/** A computed amount with the decimals of a printed figure; bytes in its unit. */
function printLike({ value, unit }: Printed, amount: Ratio, group = false): string {
  const shown = isBytes(unit) ? inUnit(amount, unit) : amount;
  return decimals(shown, places(value), { rounding: "half-even", group });
}

function architectureOf({ rules }: Allocation, config: unknown): Architecture {
  if (rules?.layers) return { layers: rules.layers as readonly LayerGroup[], trace: {} };
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(reading.reason);
  return reading.architecture;
}

/** What the rules come to for one figure, in bytes or as a count, and how it is to be compared. */
interface Reckoned {
  readonly amount: Ratio;
  readonly near: (printed: Printed) => Nearness;
}

const exactly = (amount: Ratio): Reckoned => ({
  amount,
  near: (printed) =>
    printLike(printed, amount) === printed.value ? "to the printed digit" : "not",
});

/** Blocks that were cut from memory: they take no more than was given, and one more would. */
function pool(architecture: Architecture, settings: EngineSettings & { engine: "vllm" }): Reckoned {
  const bytes = (blocks: bigint) => reserve(architecture, { ...settings, blocks }).bytesPerDevice;
  const blocks = BigInt(settings.blocks!);
  const [taken, oneMore] = [ratio(bytes(blocks)), ratio(bytes(blocks + 1n))];
  return {
    amount: taken,
    near: ({ value, unit }) => {
      const given = intervalInBytes(interval(parseFigure(value)!), unit as ByteUnit);
      const fits = compare(taken, given.high) <= 0 && compare(oneMore, given.low) > 0;
      return fits ? "within one block" : "not";
    },
  };
}

function weights(config: unknown, settings: Readonly<Record<string, number>>): Reckoned {
  const dense = config as DenseShape;
  const shape = { ...dense, head_dim: headDim(dense) };
  const amount = ratio(vllmWeights(shape, settings).bytesPerDevice);
  return {
    amount,
    near: ({ value, unit }) => {
      const off = toNumber(inUnit(amount, unit as ByteUnit)) / Number(value) - 1;
      return Math.abs(off) < 0.0005 ? "within 0.05 %" : "not";
    },
  };
}

function reckon(allocation: Allocation, config: unknown, place: number): Reckoned | undefined {
  const { engine, rules } = allocation;
  if (rules?.weights) return weights(config, rules.weights);
  const label = rules?.figures[place];
  if (!rules || label === undefined) return undefined;
  const architecture = architectureOf(allocation, config);
  const settings = { engine, ...rules.settings } as EngineSettings;
  if (label === "pool" && settings.engine === "vllm") return pool(architecture, settings);
  const { log } = reserve(architecture, settings);
  const figure = log.find((candidate) => candidate.label === label);
  if (!figure) throw new Error(`the rules print no "${label}"`);
  const { value, unit } = figure;
  return exactly(unit ? multiply(value, ratio(bytesPer[unit])) : value);
}

/** Every printed figure of an allocation beside what the rules give for it. */
export function besideRules(allocation: Allocation, config: unknown): Beside[] {
  return allocation.printed.map((printed, place) => {
    const { what, text, value, unit } = printed;
    const reckoned = reckon(allocation, config, place);
    const computed = reckoned && printLike(printed, reckoned.amount, true);
    return {
      what,
      measured: text,
      computed: computed && `${computed}\u00a0${unit}`,
      nearness: reckoned?.near(printed),
      bytes:
        reckoned && isBytes(unit)
          ? {
              measured: Number(value) * Number(bytesPer[unit]),
              computed: toNumber(reckoned.amount),
            }
          : undefined,
    };
  });
}
