import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = new URL("..", import.meta.url).pathname;

/** What npm is told of the library: the site's own name, version and licence, and what the library needs. */
function manifest(): object {
  const { name, version, license, dependencies, engines } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return {
    name,
    version,
    description: "How much memory LLM inference needs, exactly, with the working.",
    keywords: ["llm", "inference", "kv-cache", "memory", "vram", "gguf"],
    license,
    type: "module",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
    files: ["dist"],
    sideEffects: ["./dist/quantity/arithmetic.js"],
    engines,
    dependencies,
  };
}

/** Builds `src/lib` as an npm package and packs it into a folder. Returns the path of the archive. */
export function packLibrary(folder: string): string {
  const built = mkdtempSync(join(tmpdir(), "library-"));
  const run = (program: string, args: readonly string[], cwd: string) =>
    execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  try {
    mkdirSync(folder, { recursive: true });
    run("npx", ["tsc", "-p", "package", "--outDir", join(built, "dist")], root);
    cpSync(join(root, "package/README.md"), join(built, "README.md"));
    cpSync(join(root, "LICENSE"), join(built, "LICENSE"));
    writeFileSync(join(built, "package.json"), `${JSON.stringify(manifest(), undefined, 2)}\n`);
    const packed = run("npm", ["pack", "--json", "--pack-destination", resolve(folder)], built);
    return join(resolve(folder), JSON.parse(packed)[0].filename);
  } finally {
    rmSync(built, { recursive: true });
  }
}

if (import.meta.main) console.log(packLibrary(process.argv[2] ?? "."));
