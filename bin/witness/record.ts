import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { toRecorded } from "../../src/lib/index.ts";
import type { InstalledEngine } from "./installed.ts";
import type { Witnessed } from "./matrix.ts";

const folder = new URL("../../src/content/allocations/witness/", import.meta.url).pathname;

/** Writes what llama.cpp said about a model into the site's content. */
export function writeRecord(engine: InstalledEngine, { model, runs, parameters }: Witnessed): void {
  const entry = {
    engine: "llama.cpp",
    version: engine.version,
    package: engine.from,
    date: new Date().toISOString().slice(0, 10),
    command: `npm run witness -- --allocate --model ${model.id}`,
    ...(parameters === undefined ? {} : { parameters: Number(parameters) }),
    runs: runs.map(({ settings, mode, grew, reading }) => ({
      settings: toRecorded(settings),
      mode,
      ...(grew === undefined ? {} : { grew: Number(grew) }),
      log: reading.lines,
    })),
  };
  mkdirSync(folder, { recursive: true });
  const text = stringify(entry, { lineWidth: 0, defaultStringType: "PLAIN" });
  writeFileSync(
    join(folder, `${model.id}.yaml`),
    `# Written by npm run witness -- --allocate --write; not by hand.\n${text}`,
  );
}
