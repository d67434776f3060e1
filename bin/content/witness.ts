import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "yaml";
import type { RecordedSettings } from "../../src/lib/index.ts";
import type { Mode } from "../witness/ask.ts";

const folder = new URL("../../src/content/allocations/witness/", import.meta.url);

/** What llama.cpp was once asked about a model, as the site's content has it. */
export interface WitnessRecord {
  readonly version: string;
  readonly package: string;
  readonly date: string;
  readonly model: string;
  readonly command: string;
  readonly parameters?: number;
  readonly runs: readonly {
    readonly settings: RecordedSettings;
    readonly mode: Mode;
    readonly grew?: number;
    readonly log: readonly string[];
  }[];
}

/** Every record, by model; the schema of src/content.config.ts has checked them. */
export const witnessRecords = (): WitnessRecord[] =>
  readdirSync(folder)
    .sort()
    .map((file) => parse(readFileSync(new URL(basename(file), folder), "utf8")));
