import { expect, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import { html, pages } from "./pages.ts";

const data = ["application/json", "application/ld+json"];

/** Attributes that a browser takes for a program, or for the address of one. */
const programs = (element: Element): string[] =>
  [...element.attributes]
    .filter(({ name, value }) => /^on/i.test(name) || /^\s*javascript:/i.test(value))
    .map(({ name }) => `${element.tagName.toLowerCase()} ${name}`);

test("no page holds a program: scripts are files of the site, and wait until the page is read", () => {
  for (const page of pages) {
    const { document } = parseHTML(html(page));
    for (const script of document.querySelectorAll("script")) {
      if (data.includes(script.type)) continue;
      expect(script.textContent, page).toBe("");
      expect(script.getAttribute("src"), page).toMatch(/^\/(?!\/)/);
      expect(script.getAttribute("type"), page).toBe("module");
    }
    expect([...document.querySelectorAll("*")].flatMap(programs), page).toEqual([]);
    expect(
      document.querySelector('astro-island, iframe:not([src^="/embed/"]), object, embed'),
      page,
    ).toBeNull();
  }
});
