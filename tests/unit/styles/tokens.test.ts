import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = new URL("../../../src/", import.meta.url).pathname;
const sheets = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".css"))
  .map((file) => ({
    file,
    css: readFileSync(join(root, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, ""),
  }));
const tokens = sheets.find(({ file }) => file === "styles/tokens.css")!.css;
const others = sheets.filter(({ file }) => file !== "styles/tokens.css");
const all = others.map(({ css }) => css).join("\n");

/** What a pattern finds outside the file of tokens, with where. */
const found = (pattern: RegExp, allowed = /^$/) =>
  others.flatMap(({ file, css }) =>
    [...css.matchAll(pattern)]
      .map(([, value = ""]) => value.trim())
      .filter((value) => !allowed.test(value))
      .map((value) => `${file}: ${value}`),
  );

describe("what is set once, in tokens.css, is set nowhere else", () => {
  test("colours", () => {
    const colour =
      /:[^;{}]*?((?<![\w-])#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|oklch|oklab|lch|lab)\()/gi;
    expect(found(colour)).toEqual([]);
  });

  test("sizes of text", () => {
    // Relative to the text around, or none.
    expect(found(/font-size:\s*([^;}]+)/g, /^(var\(--[\w-]+\)|inherit|0|0?\.\d+em)$/)).toEqual([]);
    expect(found(/[^-]font:\s*([^;}]+)/g, /^(inherit|var\(--[\w-]+\) \/ .+)$/)).toEqual([]);
  });

  test("corners", () => {
    expect(found(/border-radius:\s*([^;}]+)/g, /^(var\(--corner[\w-]*\)|50%|0)$/)).toEqual([]);
  });

  test("the widths at which pages change are few, and in rem", () => {
    const widths = [...all.matchAll(/\(width\s*(?:<|>=)\s*([^)]+)\)/g)].map(([, width]) => width);
    expect([...new Set(widths)].sort()).toEqual(["36rem", "44rem", "60rem", "64rem", "76rem"]);
    expect(all).not.toMatch(/(?:min|max)-width:[^;{}]*\)\s*\{/);
  });
});

test("every token that is used is set, and every one that is set is used", () => {
  const names = (text: string, pattern: RegExp) =>
    new Set([...text.matchAll(pattern)].map(([, name]) => name!));
  const set = (text: string) => names(text, /[\s;{]--([\w-]+)\s*:/g);
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(astro|tsx?|mjs)$/.test(file))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const used = names(`${tokens}${all}${sources}`, /var\(--([\w-]+)/g);
  // Custom properties of one component are given by its markup.
  const given = names(sources, /["'`{]--([\w-]+)/g);
  const known = set(`${tokens}${all}`).union(given);
  expect([...used.difference(known)]).toEqual([]);
  expect([...set(tokens)].filter((name) => !used.has(name))).toEqual([]);
});
