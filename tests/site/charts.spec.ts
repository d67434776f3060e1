import { expect, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import { html, pages } from "./pages.ts";

test("no mark on the axis of a drawing is left without its number", () => {
  const drawn = pages.filter((page) => html(page).includes("data-width="));
  expect(drawn.length).toBeGreaterThan(5);
  for (const page of drawn) {
    const { document } = parseHTML(html(page));
    const blank = [...document.querySelectorAll("[data-width] svg text")].filter(
      ({ textContent }) => textContent === "",
    );
    expect(blank.length, page).toBe(0);
  }
});
