import { getCollection } from "astro:content";
import { printedBytes } from "../fit/amounts.ts";
import { confirmedModels } from "../models/catalogue.ts";
import { type Known, know } from "./known.ts";
import { model } from "./model/chosen.ts";
import { subjectOf } from "./model/subject.ts";

const gpus = await getCollection("gpus");
const models = await confirmedModels();

/** Names of the models by their slugs. */
export const names: Readonly<Record<string, string>> = Object.fromEntries(
  models.map(({ id, data }) => [id, data.name]),
);

/** What the page starts with, known here and given to the browser. */
export const known: Known = {
  memories: Object.fromEntries(
    gpus.map(({ id, data }) => [id, printedBytes(data.reported.printed)]),
  ),
  subject: subjectOf(models.find(({ id }) => id === model.initial)!.data),
};

know(known);
