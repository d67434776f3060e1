import { readFileSync, writeFileSync } from "node:fs";
import { cpus, release, type } from "node:os";
import { benchGrowth } from "./growth.ts";
import { benchLibrary } from "./library.ts";
import { benchPages } from "./pages.ts";

const asked = (option: string) => process.argv.includes(option);
const file = new URL("../../docs/measured.md", import.meta.url);

/** What was measured last of growing content, with its date: it takes much longer than the rest. */
async function lastGrowth(): Promise<string> {
  const [, section] = readFileSync(file, "utf8").split("\n## Growing content\n");
  return section === undefined ? "" : `## Growing content\n${section.trimEnd()}`;
}

const parts = [benchLibrary, benchPages, asked("--growth") ? benchGrowth : lastGrowth];

const command = ["npm run bench", ...process.argv.slice(2)].join(" ").replace(" --", " -- --");
const machine = `${cpus().length} × ${cpus()[0]!.model.trim()}, ${type()} ${release()}, Node ${process.version}`;
const sections: string[] = [];
for (const part of parts) sections.push(await part());
const report = `# Measured

Made by \`${command}\` on ${new Date().toISOString().slice(0, 10)}: ${machine}.
Times are of that machine; what they are compared with was measured in the same run.

${sections.join("\n\n")}
`;
console.log(report);
if (asked("--write")) writeFileSync(file, report);
