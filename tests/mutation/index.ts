import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { markdownTable } from "../bench/markdown.ts";

/** What Stryker writes of a folder, as far as it is read here. */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { status: string }[] }>>;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const reports = `${root}reports/mutation`;
const reportOf = (folder: string) => `${reports}/${folder}.json`;

/** What Stryker goes on from; after an interruption it knows a part only. */
const progressOf = (folder: string) => `${reports}/${folder}.incremental.json`;

const folders = readdirSync(`${root}src/lib`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const asked = process.argv.slice(2).filter((option) => !option.startsWith("-"));
const unknown = asked.filter((name) => !folders.includes(name));
if (unknown.length > 0)
  throw new Error(`src/lib has no ${unknown.join(", ")}; it has ${folders.join(", ")}`);

/** Changes the code of a folder in every way Stryker knows, one at a time, and runs the folder's tests on each. */
function mutate(folder: string): void {
  const stryker = fileURLToPath(
    new URL("../../bin/stryker.js", import.meta.resolve("@stryker-mutator/core")),
  );
  const options = [
    "--mutate",
    `src/lib/${folder}/**/*.ts`,
    "--incrementalFile",
    progressOf(folder),
  ];
  execFileSync(
    process.execPath,
    [stryker, "run", "tests/mutation/stryker.config.json", ...options],
    { cwd: root, stdio: "inherit", env: { ...process.env, MUTATED_FOLDER: folder } },
  );
  copyFileSync(progressOf(folder), reportOf(folder));
}

function counts(folder: string) {
  const { files } = JSON.parse(readFileSync(reportOf(folder), "utf8")) as Report;
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const having = (...statuses: string[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  return {
    detected: having("Killed", "Timeout"),
    unending: having("Timeout"),
    survived: having("Survived"),
    uncovered: having("NoCoverage"),
    ignored: having("Ignored"),
  };
}

const scoreOf = ({ detected, survived, uncovered }: ReturnType<typeof counts>): string =>
  `${((100 * detected) / (detected + survived + uncovered)).toFixed(1)} %`;

mkdirSync(reports, { recursive: true });
for (const folder of asked.length > 0 ? asked : folders) mutate(folder);

const measured = folders.filter((folder) => existsSync(reportOf(folder)));
const rows = measured.map((folder) => {
  const found = counts(folder);
  const { detected, unending, survived, uncovered, ignored } = found;
  return [
    folder,
    ...[detected, unending, survived, uncovered, ignored].map(String),
    scoreOf(found),
  ];
});
const missing = folders.filter((folder) => !measured.includes(folder));

const report = `# Mutation testing of the library

Made by \`npm run mutate\` on ${new Date().toISOString().slice(0, 10)}. Stryker changes the code in one place and
runs those of the folder's own unit tests that reach it, with 25 examples of each property: a change that none of them
notices survives, even where the evidence tests or the browser's would. Ignored are changes of what runs once, when a
file is loaded, and cannot be told apart test by test.

${markdownTable(["folder", "noticed", "by not ending", "survived", "reached by no test", "ignored", "score"], rows)}
${missing.length > 0 ? `\nNot measured yet: ${missing.join(", ")}.\n` : ""}`;
console.log(report);
if (process.argv.includes("--write")) writeFileSync(`${root}docs/mutation.md`, report);
