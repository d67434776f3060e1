import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../../", import.meta.url).pathname;

/** Nothing like a workbench ever comes or goes while a page is read. */
const unchanging = "body:has(.workbench)";

/** A selector that asks what is inside of something, and then selects something else by it. */
const asksAndGoesOn =
  /[\w.#[\]="*-]*:(?:not\(:)?has\((?:[^()]|\([^()]*\))*\)\)?\s*[>+~\s]\s*[\w.#[:*&]/g;

test("no selector asks what is inside of something and selects more than that by it", () => {
  // A browser would restyle all of what is selected whenever anything inside changes: with each step of a number.
  const found = globSync("src/**/*.css", { cwd: root }).flatMap((file) =>
    [
      ...readFileSync(`${root}${file}`, "utf8")
        .replaceAll(/\/\*[\s\S]*?\*\//g, "")
        .matchAll(asksAndGoesOn),
    ]
      .map(([selector]) => `${file}: ${selector}`)
      .filter((one) => !one.includes(unchanging)),
  );
  expect(found).toEqual([]);
});

test("and it would be found", () => {
  for (const selector of [
    ".article:not(:has(:target)) > .section {",
    ".a:has(> .b) ~ .c {",
    ".a:has(+ .b:not(.c)) p {",
  ])
    expect(selector).toMatch(new RegExp(asksAndGoesOn.source));
  for (const selector of [".stop:has(:checked) {", ".a:not(:has(:target)) {\n  --far: auto;"])
    expect(selector).not.toMatch(new RegExp(asksAndGoesOn.source));
});
