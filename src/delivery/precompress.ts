import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

const compressible = /\.(?:html|js|css|svg|json|xml|txt|md|wasm)$/;
const ways = [
  { ending: "br", compress: promisify(brotliCompress) },
  { ending: "gz", compress: promisify(gzip) },
] as const;

/** Writes beside every file of a folder that shrinks its Brotli and gzip forms: `page.html.br`. */
export async function precompress(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const whole = await readFile(file);
    for (const { ending, compress } of ways) {
      const small = await compress(whole);
      if (small.length < whole.length) await writeFile(`${file}.${ending}`, small);
    }
  }
}
