import { writeFileSync } from "node:fs";
import { cpus, release, type } from "node:os";
import { benchLibrary } from "./library.ts";
import { benchPages } from "./pages.ts";

const machine = `${cpus().length} × ${cpus()[0]!.model.trim()}, ${type()} ${release()}, Node ${process.version}`;
const report = `# Measured

Made by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}: ${machine}.
Times are of that machine; what they are compared with was measured in the same run.

${await benchLibrary()}

${await benchPages()}
`;
console.log(report);
if (process.argv.includes("--write")) {
  writeFileSync(new URL("../../docs/measured.md", import.meta.url), report);
}
