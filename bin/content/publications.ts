import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { z } from "astro/zod";
import { parse } from "yaml";
import { publicationSchema } from "../../src/content/publications.schema.ts";
import type { PublicationEntry } from "../../src/lib/audit/ledger.ts";
import { Refusal } from "../command.ts";

const folder = new URL("../../src/content/publications/", import.meta.url).pathname;
const schema = publicationSchema(z.string());

/** An entry that does not read: which file, which field, what was expected there. */
class MalformedEntry extends Refusal {}

const field = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");

/** One publication from the text of its file. Throws MalformedEntry naming file and field. */
export function parsePublication(text: string, file: string): PublicationEntry {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    throw new MalformedEntry(`${file}: not YAML: ${(error as Error).message}`, file);
  }
  const read = schema.safeParse(data);
  if (read.success) return read.data as PublicationEntry;
  const issues = read.error.issues.map(
    ({ path, message }) => `${file}: ${field(path) || "the entry"}: ${message}`,
  );
  throw new MalformedEntry(issues.join("\n"), field(read.error.issues[0]?.path ?? []));
}

/** Every publication by its file's name. Throws MalformedEntry at the first that does not read. */
export function readPublications(
  from = folder,
): { id: string; file: string; entry: PublicationEntry }[] {
  return readdirSync(from)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => {
      const file = relative(process.cwd(), join(from, name));
      return {
        id: basename(name, ".yaml"),
        file,
        entry: parsePublication(readFileSync(file, "utf8"), file),
      };
    });
}
