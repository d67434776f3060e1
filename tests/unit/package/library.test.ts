import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as library from "../../../src/lib/index.ts";
import { packLibrary } from "../../../tools/pack-library.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const require = createRequire(import.meta.url);
const project = mkdtempSync(join(tmpdir(), "project-"));
const installed = join(project, "node_modules/bytes-per-token");
const readme = new URL("../../../package/README.md", import.meta.url);

/** A project that has nothing but the package and what it depends on, put there as npm would. */
beforeAll(() => {
  const archive = packLibrary(project);
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", archive, "-C", installed, "--strip-components=1"]);
  const jsep = new URL("../../../node_modules/jsep", import.meta.url);
  cpSync(jsep, join(project, "node_modules/jsep"), { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
});

afterAll(() => rmSync(project, { recursive: true }));

function node(code: string): string {
  return execFileSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: project,
    encoding: "utf8",
  });
}

const example = () => /```ts\n(.*?)```/s.exec(readFileSync(readme, "utf8"))![1]!;

describe("the packed library", () => {
  it("gives an empty project all that the library has", () => {
    const names = node(
      'console.log(JSON.stringify(Object.keys(await import("bytes-per-token")).sort()))',
    );
    expect(JSON.parse(names)).toEqual(Object.keys(library).sort());
  });

  it("works as its README says", () => {
    const [bytes, printed] = /`(\d+n)` and `(.+)`/.exec(readFileSync(readme, "utf8"))!.slice(1);
    expect(node(example()).replaceAll("\u00a0", " ")).toBe(`${bytes} ${printed}\n`);
  });

  it("names in its README only what it has", () => {
    const text = readFileSync(readme, "utf8");
    const list = text.slice(text.indexOf("\n- "), text.indexOf("\nES modules"));
    for (const [, name] of list.matchAll(/`(\w+)`/g)) expect(library, name).toHaveProperty(name!);
  });

  it("has types that a strict project without a page can use", () => {
    writeFileSync(join(project, "use.ts"), `${example()}\nexport const typed: bigint = bytes;\n`);
    writeFileSync(join(project, "wrong.ts"), `${example()}\nexport const typed: string = bytes;\n`);
    const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
    const options = "--strict --noEmit --module nodenext --target es2023 --lib es2023".split(" ");
    const check = (file: string) => {
      writeFileSync(
        join(project, "console.d.ts"),
        "declare const console: { log(...said: unknown[]): void };",
      );
      const args = [tsc, ...options, file, "console.d.ts"];
      return spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    };
    expect(check("use.ts").stdout).toBe("");
    expect(check("wrong.ts").stdout).toContain("TS2322");
  });

  it("carries its licence and nothing of the site", () => {
    const {
      dependencies,
      private: kept,
      scripts,
    } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(Object.keys(dependencies)).toEqual(["jsep"]);
    expect([kept, scripts]).toEqual([undefined, undefined]);
    const files = execFileSync("find", [".", "-type", "f"], { cwd: installed, encoding: "utf8" });
    const paths = files.trim().split("\n").sort();
    expect(paths).toContain("./LICENSE");
    expect(
      paths.filter(
        (path) => !/^\.\/(dist\/.*(\.js|\.d\.ts)|LICENSE|README\.md|package\.json)$/.test(path),
      ),
    ).toEqual([]);
  });
});
