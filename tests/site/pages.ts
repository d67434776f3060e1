import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const dist = new URL("../../dist/", import.meta.url).pathname;

/** Files of the built site below a folder, with paths from it. */
export function files(root = dist): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

const built: readonly string[] = files()
  .filter((file) => file.endsWith(".html"))
  .map((file) => `/${file.replace(/index\.html$/, "")}`)
  .sort();

const isEmbed = (page: string): boolean => /^\/embed\/./.test(page);

/** Addresses of the built pages, from the files: every page the site has. */
export const pages: readonly string[] = built.filter((page) => !isEmbed(page));

/** Parts of these pages that stand alone, to be framed by others. */
export const embeds: readonly string[] = built.filter(isEmbed);

export const html = (page: string): string =>
  readFileSync(join(dist, page.endsWith("/") ? `${page}index.html` : page), "utf8");

export const article = "/articles/the-table-that-doubled/";

export const explain = "/explain/";

/** Pages of one kind, made from one file each: a model, a publication. */
export const isAlike = (page: string): boolean => /^\/(?:models|ledger)\/[^/]+\/$/.test(page);

/** Pages that stand for their kind where looking at every one would take long. */
export const representative: readonly string[] = [
  "/models/llama-3.1-405b/",
  "/models/gemma-3-27b/",
  "/models/deepseek-v3.2/",
  "/models/qwen3.5-397b-a17b/",
  "/models/gemma-3n-e4b/",
  "/ledger/kempner-distributed-inference/",
  "/ledger/kivi/",
  "/ledger/jetson-notes/",
];
