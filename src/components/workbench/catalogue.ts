import { getCollection, getEntry } from "astro:content";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { parametersFromConfig } from "../../lib/memory/parameters/count.ts";
import type { Subject } from "../../lib/plan/set-up.ts";
import { printedBytes } from "../fit/amounts.ts";
import { type Known, know } from "./known.ts";

const first = "llama-3.1-8b";

/** A model of the catalogue. */
async function subjectOf(id: string): Promise<Subject> {
  const entry = await getEntry("models", id);
  if (!entry) throw new Error(`no model ${id}`);
  const { name, config, repository } = entry.data;
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(`${id}: ${reading.reason}`);
  const count = parametersFromConfig(config);
  return {
    name,
    architecture: reading.architecture,
    config,
    ...(count.kind === "parameters"
      ? { parameters: count.total }
      : { parametersUnknown: count.reason }),
    ...(repository && { repository }),
  };
}

const gpus = await getCollection("gpus");

/** What the page starts with, known here and given to the browser. */
export const known: Known = {
  memories: Object.fromEntries(
    gpus.map(({ id, data }) => [id, printedBytes(data.reported.printed)]),
  ),
  subject: await subjectOf(first),
};

know(known);
