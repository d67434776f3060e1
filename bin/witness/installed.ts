import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The npm package that brings llama.cpp; an optional dependency. */
const enginePackage = "@node-llama-cpp/linux-x64";

/** llama.cpp as it is installed here. */
export interface InstalledEngine {
  /** llama.cpp's own release: "v0.5.0". */
  readonly version: string;
  /** The package and its version, which is what a run is repeated with. */
  readonly from: string;
  /** The folder of its libraries, and its interface for Node. */
  readonly folder: string;
  readonly addon: string;
}

function packageFolder(): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(enginePackage)));
  } catch {
    return undefined;
  }
}

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/** llama.cpp, if the optional dependency is installed. */
export function installedEngine(): InstalledEngine | undefined {
  const root = packageFolder();
  if (root === undefined) return undefined;
  const folder = join(root, "bins", "linux-x64");
  return {
    version: json(join(folder, "_nlcBuildMetadata.json")).buildOptions.llamaCpp.release,
    from: `${enginePackage} ${json(join(root, "package.json")).version}`,
    folder,
    addon: join(folder, "llama-addon.node"),
  };
}

/** What to say where llama.cpp is not installed. */
export const notInstalled = `llama.cpp is not installed: npm install brings ${enginePackage} on Linux with an x64 processor and glibc`;
