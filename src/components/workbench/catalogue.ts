import { getCollection, getEntry } from "astro:content";
import type { Subject } from "../../lib/plan/set-up.ts";
import { subjectFromConfig } from "../../lib/source/subject.ts";
import { printedBytes } from "../fit/amounts.ts";
import { type Known, know } from "./known.ts";
import { links } from "./model/chosen.ts";

/** The model the page starts with. */
async function firstSubject(): Promise<Subject> {
  const id = links.model.initial;
  const entry = await getEntry("models", id);
  if (!entry) throw new Error(`no model ${id}`);
  const { name, config, repository } = entry.data;
  const subject = subjectFromConfig(config, { name, ...(repository && { repository }) });
  if ("kind" in subject) throw new Error(`${id}: ${subject.reason}`);
  return subject;
}

const gpus = await getCollection("gpus");

/** What the page starts with, known here and given to the browser. */
export const known: Known = {
  memories: Object.fromEntries(
    gpus.map(({ id, data }) => [id, printedBytes(data.reported.printed)]),
  ),
  subject: await firstSubject(),
};

know(known);
