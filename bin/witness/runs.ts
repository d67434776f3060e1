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

/**
 * Runs of a model file, in the order of the settings: dry ones, or with `allocateUpTo` real ones that
 * may take so many bytes.
 */
export async function runs(
  engine: InstalledEngine,
  path: string,
  architecture: Architecture,
  all: readonly WitnessSettings[],
  allocateUpTo?: bigint,
): Promise<Run[]> {
  const { testimonies } = await askAbout(engine, path, all, allocateUpTo);
  return testimonies.map((testimony, place) => beside(architecture, all[place]!, testimony));
}
