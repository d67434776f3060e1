import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { headersFile } from "../delivery/hosts.ts";

/** Folders at the top of the built site. */
async function foldersOf(root) {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Writes `_headers`, which some hosts read, beside the built pages. */
export default function hostFiles() {
  let home = "/";
  return {
    name: "host-files",
    hooks: {
      "astro:config:done": ({ config }) => {
        home = config.base.replace(/\/?$/, "/");
      },
      "astro:build:done": async ({ dir }) => {
        const root = fileURLToPath(dir);
        await writeFile(join(root, "_headers"), headersFile(await foldersOf(root), home));
      },
    },
  };
}
