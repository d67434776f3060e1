import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Comes with the page, where printing would be much to bring for it, and prints only once somebody guessed. */
const late = "components/book/guess.ts";

test("no number is printed by what a browser knows of languages, which takes it long to bring", () => {
  const root = new URL("../../../src/", import.meta.url).pathname;
  const asking = globSync("{components,lib}/**/*.{ts,tsx}", { cwd: root }).filter((file) =>
    /toLocaleString|Intl\.NumberFormat/.test(
      readFileSync(`${root}${file}`, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, ""),
    ),
  );
  expect(asking).toEqual([late]);
});
