import { expect, test } from "@playwright/test";
import { html, isAlike, pages, representative } from "./pages.ts";

const visited = pages.filter((page) => !isAlike(page) || representative.includes(page));

for (const page of visited) {
  test(`${page}: every address within it leads to something visible`, async ({ page: tab }) => {
    test.slow();
    const ids = [...html(page).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    await tab.goto(page);
    const unseen = await tab.evaluate((names) => {
      const parts = names.flatMap((name) => document.getElementById(name) ?? []);
      // Arriving unfolds what is folded; drawings, fields and texts to copy have ids for themselves.
      for (const part of parts) {
        for (
          let fold = part.closest("details");
          fold;
          fold = fold.parentElement!.closest("details")
        )
          fold.open = true;
      }
      return parts
        .filter((part) => part.matches("main *:not(svg *, input, label, datalist, [hidden])"))
        .filter((part) => !part.checkVisibility())
        .map(({ id }) => id);
    }, ids);
    expect(unseen).toEqual([]);
  });
}
