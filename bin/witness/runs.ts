import {
  type Architecture,
  type ComparedFigure,
  type ComparedRefusal,
  compareFigures,
  compareRefusals,
  EngineRefusal,
  type Reservation,
  reserveLlamaCpp,
  type WitnessSettings,
} from "../../src/lib/index.ts";
import { askAbout, type Testimony } from "./ask.ts";
import type { InstalledEngine } from "./installed.ts";

/** What llama.cpp said under some settings, beside what is computed for them. */
export interface Run extends Testimony {
  readonly settings: WitnessSettings;
  /** What is computed, or that llama.cpp does not start with these settings. */
  readonly computed: Reservation | EngineRefusal;
  readonly figures: readonly ComparedFigure[];
  readonly refusals: readonly ComparedRefusal[];
  /** Whether everything it said is what was computed; a run that says nothing does not agree. */
  readonly agrees: boolean;
}

/** What llama.cpp is expected to set aside, or its refusal. */
export function expected(
  architecture: Architecture,
  settings: WitnessSettings,
): Reservation | EngineRefusal {
  try {
    return reserveLlamaCpp(architecture, settings);
  } catch (error) {
    if (error instanceof EngineRefusal) return error;
    throw error;
  }
}

/** Puts a testimony beside the computation. */
export function beside(
  architecture: Architecture,
  settings: WitnessSettings,
  testimony: Testimony,
): Run {
  const computed = expected(architecture, settings);
  const { reading } = testimony;
  if (computed instanceof EngineRefusal) {
    const agrees = testimony.mode === "refused" && reading.refusals.length === 0;
    return { ...testimony, settings, computed, figures: [], refusals: [], agrees };
  }
  const figures = compareFigures(computed, reading);
  const refusals = compareRefusals(computed, reading);
  const agrees =
    figures.length + refusals.length > 0 &&
    figures.every((figure) => figure.agrees) &&
    refusals.every(({ label }) => label !== undefined);
  return { ...testimony, settings, computed, figures, refusals, agrees };
}

/** Bytes that are computed; none where llama.cpp is expected to refuse the settings. */
export function bytesFor(architecture: Architecture, settings: WitnessSettings): bigint {
  const computed = expected(architecture, settings);
  return computed instanceof EngineRefusal ? 0n : computed.bytes;
}

/** What a process takes before it makes a context, and what one may take beside its caches. */
const startUp = 512n << 20n;
const besides = 4n << 30n;

/** How a model is asked under some settings; an allowance is for the whole process. */
interface Way {
  readonly chosen: (bytes: bigint) => boolean;
  readonly allowance?: bigint;
}

/** Within the limit for real, far above it for a refusal, between the two in a dry run. */
const waysUpTo = (limit: bigint): Way[] => [
  { chosen: (bytes) => bytes <= limit, allowance: limit + besides },
  { chosen: (bytes) => bytes > limit && bytes <= limit + startUp },
  { chosen: (bytes) => bytes > limit + startUp, allowance: limit + startUp },
];

/**
 * Runs of a model file, in the order of the settings: dry ones, or with a limit real ones, in which
 * caches take no more than so many bytes and what would take more is refused.
 */
export async function runs(
  engine: InstalledEngine,
  path: string,
  architecture: Architecture,
  all: readonly WitnessSettings[],
  limit?: bigint,
): Promise<Run[]> {
  const ways: Way[] = limit === undefined ? [{ chosen: () => true }] : waysUpTo(limit);
  const found = new Map<WitnessSettings, Run>();
  for (const { chosen, allowance } of ways) {
    const asked = all.filter((settings) => chosen(bytesFor(architecture, settings)));
    if (asked.length === 0) continue;
    const { testimonies } = await askAbout(engine, path, asked, allowance);
    asked.forEach((settings, place) => {
      found.set(settings, beside(architecture, settings, testimonies[place]!));
    });
  }
  return all.map((settings) => found.get(settings)!);
}
