import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document, isMap, visit } from "yaml";
import { toRecorded } from "../../src/lib/index.ts";
import type { InstalledEngine } from "./installed.ts";
import type { Witnessed } from "./matrix.ts";

const folder = new URL("../../src/content/allocations/witness/", import.meta.url).pathname;

/** The entry in the site's content for what llama.cpp said about a model. */
const entryOf = (engine: InstalledEngine, { model, runs, parameters }: Witnessed) => ({
  engine: "llama.cpp",
  version: engine.version,
  package: engine.from,
  date: new Date().toISOString().slice(0, 10),
  model: model.id,
  command: `npm run witness -- --allocate --model ${model.id}`,
  ...(parameters === undefined ? {} : { parameters: Number(parameters) }),
  runs: runs.map(({ settings, mode, grew, reading }) => ({
    settings: toRecorded(settings),
    mode,
    ...(grew === undefined ? {} : { grew: Number(grew) }),
    log: reading.lines,
  })),
});

/** Replaces what the site's content says of a model, one line for a run's settings. */
export function writeRecord(engine: InstalledEngine, witnessed: Witnessed): void {
  const document = new Document(entryOf(engine, witnessed));
  document.commentBefore = " Written by npm run witness -- --allocate --write; not by hand.";
  visit(document, {
    Pair(_, { key, value }) {
      if (String(key) === "settings" && isMap(value)) value.flow = true;
    },
  });
  mkdirSync(folder, { recursive: true });
  const text = document.toString({
    lineWidth: 0,
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
  });
  writeFileSync(join(folder, `${witnessed.model.id}.yaml`), text);
}
