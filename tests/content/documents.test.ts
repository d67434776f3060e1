import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = new URL("../..", import.meta.url).pathname;
const read = (file: string) => readFileSync(join(root, file), "utf8");
const documents = ["README.md", "CONTRIBUTING.md", "package/README.md"].concat(
  readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
);
const foldersIn = (folder: string) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

describe.each(documents)("%s", (document) => {
  const text = read(document);

  it("names files and folders that are there", () => {
    const own = /`((?:src|bin|tests|tools|package|docs|\.github)\/[\w./-]*)`/g;
    const links = /\]\((?!\w+:|#)([^)#]+)/g;
    const named = [...text.matchAll(own)].map(([, path]) => path!);
    const linked = [...text.matchAll(links)].map(([, path]) => join(dirname(document), path!));
    expect([...named, ...linked].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("gives commands that there are", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const run = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name!);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
  });
});

it("the workflows and the container run scripts that there are", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const files = ["Dockerfile", ".github/workflows/test.yml", ".github/workflows/pages.yml"];
  const run = files.flatMap((file) => [...read(file).matchAll(/npm run ([\w:]+)/g)]);
  expect(run.length).toBeGreaterThan(1);
  for (const [, name] of run) expect(scripts).toHaveProperty([name!]);
});

it.each(["src", "src/lib", "src/components"])(
  "docs/ARCHITECTURE.md names every folder of %s",
  (folder) => {
    const text = read("docs/ARCHITECTURE.md");
    const prefix = folder === "src" ? "src/" : "";
    const unnamed = foldersIn(folder).filter((name) => !text.includes(`\`${prefix}${name}\``));
    expect(unnamed).toEqual([]);
  },
);
