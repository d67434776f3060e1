import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";

/** What the worker that serves the site without a network knows of it: all paths are below the home page. */
export interface Contents {
  /** Changes with any page, so that a browser sees that there is another worker. */
  readonly version: string;
  /** Files whose names change with what they hold. */
  readonly files: readonly string[];
  /** Pages by path, each with the places in `files` of all it may load. */
  readonly pages: Readonly<Record<string, readonly number[]>>;
  /** Pages that are kept on the first visit, whichever page that is. */
  readonly first: readonly string[];
}

/** llama.cpp is kept by the page that asks it. Of the fonts, formulas load what they use: see `fonts`. */
const unneeded = /\.(?:wasm|worker-[\w-]+\.js)$|\/wllama\./;

/** Fonts of formulas that pages do use; the others are for signs that no page has. */
const used = /\/(?:source-serif|KaTeX_(?:Main-Regular|Math-Italic|Size[1-4]-Regular))/;

/** Parts of pages that stand in pages of others, where this site's worker does not serve. */
const framed = /^embed\/.+/;

const named = /[\w.@-]+\.[\w-]{8}\.(?:js|css|woff2)/g;

const isFirst = (path: string): boolean => path === "" || /^(?:articles|offline)\//.test(path);

/** Reads the built site in a folder: which page may load which files, early or late. */
export async function contentsOf(root: string, folder: string): Promise<Contents> {
  const names = (await readdir(join(root, folder))).sort();
  const files = names
    .map((name) => posix.join(folder, name))
    .filter((file) => !unneeded.test(file) && (!file.endsWith(".woff2") || used.test(file)));
  const place = new Map(files.map((file, index) => [file, index]));
  const mentioned = (text: string): number[] =>
    [...new Set(text.match(named))].flatMap((name) => place.get(posix.join(folder, name)) ?? []);
  const mentions = await Promise.all(
    files.map(async (file) =>
      file.endsWith(".woff2") ? [] : mentioned(await readFile(join(root, file), "utf8")),
    ),
  );
  const all = (found: readonly number[]): number[] => {
    const seen = new Set(found);
    for (const index of seen) for (const next of mentions[index]!) seen.add(next);
    return [...seen].sort((a, b) => a - b);
  };
  const pages: Record<string, number[]> = {};
  const hash = createHash("sha256");
  for (const file of (await readdir(root, { recursive: true })).sort()) {
    const path = /^(.*)index\.html$/.exec(file)?.[1];
    if (path === undefined || framed.test(path)) continue;
    const html = await readFile(join(root, file), "utf8");
    pages[path] = all(mentioned(html));
    hash.update(html);
  }
  const version = hash.digest("hex").slice(0, 16);
  return { version, files, pages, first: Object.keys(pages).filter(isFirst) };
}
