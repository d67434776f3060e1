import { expect, test } from "vitest";
import { sources } from "./collections.ts";

const bareFigure = /\d[\d.,]*\s*(?:[kKMGTP]i?B|bytes?)\b/g;

/** What a reader sees as typed text: no front matter, imports, components, code or TeX. */
const prose = (source: string): string =>
  source
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^import .*$/gm, "")
    .replace(/`[^`]*`/g, "")
    .replace(/\$[^$]*\$/g, "")
    .replace(/<[A-Z][^>]*>/g, "")
    .replace(/\{[^{}]*\}/g, "");

test("the check finds a figure typed into prose", () => {
  expect(prose('It takes 15.38 GB, `8 GB` and <Computed unit="GB" />.').match(bareFigure)).toEqual([
    "15.38 GB",
  ]);
});

test.each(sources("articles"))("%s has no memory figure typed by hand", (_, source) => {
  expect(prose(source).match(bareFigure)).toBeNull();
});

test.each(sources("articles"))("%s has no id twice", (_, source) => {
  const ids = [...source.matchAll(/<(?:Section|Step|Cell|CheckYourself) id="([^"]+)"/g)].map(
    ([, id]) => id,
  );
  expect(ids).toEqual([...new Set(ids)]);
});
