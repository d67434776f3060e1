import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { released } from "../../../tools/release.ts";

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");

describe("a release", () => {
  const changelog =
    "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- a thing\n\n## [0.1.0] - 2026-01-01\n";

  it("dates what was unreleased and leaves room for what comes", () => {
    const after = released(changelog, "0.2.0", "2026-02-03");
    expect(after).toContain("## [Unreleased]\n\n## [0.2.0] - 2026-02-03\n\n### Added\n\n- a thing");
    expect(() => released(after, "0.3.0", "2026-02-04")).toThrow("nothing is under");
    expect(() => released(changelog, "0.1.0", "2026-02-03")).toThrow("released before");
  });

  it("finds its section in the changelog, and one version everywhere", () => {
    expect(() => released(read("CHANGELOG.md"), "99.0.0", "2099-01-01")).not.toThrow();
    const { version } = JSON.parse(read("package.json"));
    expect(JSON.parse(read("package-lock.json")).version).toBe(version);
    expect(String(parse(read("CITATION.cff")).version)).toBe(version);
  });
});

describe("the workflows", () => {
  it.each(["test.yml", "pages.yml"])(
    "%s pins every action and grants no more than it needs",
    (name) => {
      const text = read(`.github/workflows/${name}`);
      const { permissions } = parse(text);
      expect(permissions).toEqual({ contents: "read" });
      for (const [, used] of text.matchAll(/uses: (\S+)/g))
        expect(used).toMatch(/^\.\/|@[0-9a-f]{40}$/);
    },
  );
});

it("the container is built where the npm package `node` runs, whose programs need glibc", () => {
  const [, image] = /^FROM (\S+) AS build$/m.exec(read("Dockerfile"))!;
  expect(JSON.parse(read("package.json")).devDependencies).toHaveProperty("node");
  expect(image).not.toContain("alpine");
});
