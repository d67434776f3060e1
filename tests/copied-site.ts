import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

const sources = ["src", "bin", "public", "tsconfig.json", "package.json", "astro.config.mjs"];

/**
 * Copies what the site is built from, to be built with other content. Gives the folder: below the checkout,
 * where the packages are found, and in one that git does not look at.
 */
export function copySite(name: string): string {
  const copy = join(root, ".astro", name);
  rmSync(copy, { recursive: true, force: true });
  for (const source of sources) cpSync(join(root, source), join(copy, source), { recursive: true });
  return copy;
}

/** Builds a copy into its `dist`. Returns what the build said; throws where it fails. */
export const buildCopy = (copy: string): string =>
  execFileSync(
    process.execPath,
    [fileURLToPath(new URL("../bin/astro.mjs", import.meta.resolve("astro"))), "build"],
    { cwd: copy, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 },
  );
