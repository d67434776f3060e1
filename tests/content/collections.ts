import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

const folder = (name: string) => new URL(`../../src/content/${name}/`, import.meta.url);

/** Files of a content folder as text, by name without extension; folders in it are left out. */
export function sources(name: string): [string, string][] {
  return readdirSync(folder(name), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort()
    .map((file) => [file.replace(/\.\w+$/, ""), readFileSync(new URL(file, folder(name)), "utf8")]);
}

/** Files of a content folder, parsed, by name. YAML reads JSON too. */
export const entries = <Data>(name: string): [string, Data][] =>
  sources(name).map(([id, text]) => [id, parse(text) as Data]);
