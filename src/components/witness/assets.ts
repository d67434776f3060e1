import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { LIBLLAMA_VERSION } from "@wllama/wllama/src/workers-code/generated.ts";

/*
 * What is known of the engine when the site is built. Never loaded in a page.
 */

const { resolve } = createRequire(`${process.cwd()}/`);
const shipped = (path: string) => readFileSync(resolve(`@wllama/wllama/${path}`));
const files = ["wllama.wasm", "wllama.js"].map((name) => shipped(`src/wasm/${name}`));
const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);

/** llama.cpp's build and commit, as the package that compiled it reports: "b11364-46ca246". */
export const version: string = LIBLLAMA_VERSION;

/** Bytes the browser fetches before it can ask, as they are and as most servers send them. */
export const download = {
  bytes: sum(files.map(({ length }) => length)),
  compressed: sum(files.map((file) => gzipSync(file).length)),
};

/** The licence of the package that compiled it, whole. */
export const licence: string = shipped("LICENCE").toString();
