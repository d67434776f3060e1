import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const unreleased = "## [Unreleased]\n";

/**
 * The changelog with what is unreleased under a version and its day, and room for what comes.
 * Throws an Error where nothing is unreleased or the version is there already.
 */
export function released(changelog: string, version: string, day: string): string {
  const [before, after] = changelog.split(unreleased);
  if (before === undefined || after === undefined) throw new Error("no section [Unreleased]");
  if (after.includes(`## [${version}]`)) throw new Error(`${version} was released before`);
  if (!after.split("\n## [")[0]!.includes("\n- ")) throw new Error("nothing is under [Unreleased]");
  return `${before}${unreleased}\n## [${version}] - ${day}\n${after}`;
}

function change(file: string, edit: (text: string) => string): void {
  const text = readFileSync(file, "utf8");
  const edited = edit(text);
  if (edited === text) throw new Error(`${file} does not change`);
  writeFileSync(file, edited);
}

const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();

function release(version: string): void {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error("which version? npm run release -- 1.2.3");
  if (git("status", "--porcelain") !== "") throw new Error("commit or put away your changes first");
  const day = new Date().toISOString().slice(0, 10);
  change("CHANGELOG.md", (text) => released(text, version, day));
  change("CITATION.cff", (text) => text.replace(/^version: .*$/m, `version: ${version}`));
  execFileSync("npm", ["version", version, "--no-git-tag-version"], { stdio: "inherit" });
  git("commit", "--all", "--message", `Release ${version}`);
  git("tag", "--annotate", `v${version}`, "--message", `Version ${version}`);
}

if (import.meta.main) release(process.argv[2] ?? "");
