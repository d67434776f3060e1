import { type CollectionEntry, getCollection, getEntry } from "astro:content";
import type { Architecture } from "../../lib/architecture/architecture.ts";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { reserveLlamaCpp } from "../../lib/engines/llama-cpp/reserve.ts";
import { EngineRefusal, type Reservation } from "../../lib/engines/reservation.ts";
import { parametersFromConfig } from "../../lib/memory/parameters/count.ts";
import { bytesPer } from "../../lib/quantity/bytes.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { compareFigures, compareRefusals } from "../../lib/witness/compare.ts";
import { type LogReading, readLog } from "../../lib/witness/read-log.ts";
import { fromRecorded } from "../../lib/witness/recorded.ts";
import { confirmedModels } from "../models/catalogue.ts";
import type { Mark } from "./agreement-chart.ts";

type Recorded = CollectionEntry<"witness">["data"]["runs"][number];

/** What llama.cpp said of one cache, or of one buffer it was refused, beside the computation. */
interface Said {
  readonly measured: string;
  readonly computed: string;
  /** Both in bytes; not a number where one is nothing. */
  readonly bytes: { readonly measured: number; readonly computed: number };
}

/** One run of a model under some settings. */
export interface WitnessedRun extends Pick<Recorded, "mode" | "log" | "settings"> {
  readonly id: string;
  readonly said: readonly Said[];
  /** Why llama.cpp does not start, by the rules; its own words are in the log. */
  readonly impossible: string | undefined;
  readonly agrees: boolean;
}

/** Everything an installed llama.cpp said about a model. */
export interface Witnessed extends Omit<CollectionEntry<"witness">["data"], "model" | "runs"> {
  readonly slug: string;
  readonly name: string;
  /** Whether the model has a page of its own. */
  readonly page: boolean;
  readonly runs: readonly WitnessedRun[];
  readonly computedParameters: bigint | undefined;
}

const amount = (text: string): number => Number.parseFloat(text) * Number(bytesPer.MiB);

/**
 * Permanent addresses of a model's runs: "run-gemma-3-27b-16384-f16-f16-n_ubatch-32". Whether a
 * machine plans or allocates depends on its memory and is no part of them; a refusal, and a second
 * run under the same settings, say what they were.
 */
function idsOf(slug: string, runs: readonly Recorded[]): string[] {
  const seen = new Set<string>();
  return runs.map(({ settings, mode }) => {
    const { n_ctx, cache_type_k, cache_type_v, ...rest } = settings;
    const others = Object.entries(rest).flat();
    const id = ["run", slug, n_ctx, cache_type_k, cache_type_v, ...others].join("-");
    const full = mode === "refused" || seen.has(id) ? `${id}-${mode}` : id;
    seen.add(full);
    return full;
  });
}

/** Caches it printed, and buffers it did not get that are caches: others are for computing. */
function said(formula: Reservation, reading: LogReading): Said[] {
  const caches = compareFigures(formula, reading)
    .filter(({ label }) => !label.includes(","))
    .map(({ printed = "nothing", computed = "nothing" }) => ({
      measured: printed,
      computed,
      bytes: { measured: amount(printed), computed: amount(computed) },
    }));
  const refused = compareRefusals(formula, reading).map(({ bytes, label }) => ({
    measured: `${grouped(bytes)} bytes`,
    computed: label ? `${grouped(bytes)} bytes` : "nothing",
    bytes: { measured: Number(bytes), computed: label ? Number(bytes) : Number.NaN },
  }));
  return caches.length > 0 ? caches : refused;
}

function runOf(id: string, architecture: Architecture, recorded: Recorded): WitnessedRun {
  const { mode, log, settings } = recorded;
  const reading = readLog(log.join("\n"));
  const run = { id, mode, log, settings };
  try {
    const formula = reserveLlamaCpp(architecture, fromRecorded(settings));
    const all = said(formula, reading);
    const agrees = all.length > 0 && all.every(({ measured, computed }) => measured === computed);
    return { ...run, said: all, impossible: undefined, agrees };
  } catch (error) {
    if (!(error instanceof EngineRefusal)) throw error;
    const agrees = mode === "refused" && reading.refusals.length === 0;
    return { ...run, said: [], impossible: error.message, agrees };
  }
}

/** What an installed llama.cpp was recorded to say, model by model, beside the computation. */
export async function witnessed(): Promise<Witnessed[]> {
  const records = await getCollection("witness");
  const pages = new Set((await confirmedModels()).map(({ id }) => id));
  return Promise.all(
    records.map(async ({ data: { model, runs, ...rest } }) => {
      const { id, data } = (await getEntry(model))!;
      const reading = fromConfig(data.config);
      if (reading.kind === "refused") throw new Error(`${id}: ${reading.reason}`);
      const count = parametersFromConfig(data.config);
      const ids = idsOf(id, runs);
      return {
        ...rest,
        slug: id,
        name: data.name,
        page: pages.has(id),
        runs: runs.map((run, place) => runOf(ids[place]!, reading.architecture, run)),
        computedParameters: count.kind === "parameters" ? count.total : undefined,
      };
    }),
  );
}

/** The figures of all runs, for a chart. */
export const marksOf = (models: readonly Witnessed[]): Mark[] =>
  models.flatMap(({ runs }) =>
    runs.flatMap(({ mode, said }) =>
      said
        .filter(({ bytes }) => bytes.measured > 0 && bytes.computed > 0)
        .map(({ bytes, measured, computed }) => ({
          series: mode,
          ...bytes,
          agrees: measured === computed,
        })),
    ),
  );
