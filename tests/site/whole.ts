import type { Page } from "@playwright/test";

/** Has a page lay out its far sections too, which it else leaves until they come near the screen. */
export const layOutAll = (page: Page) =>
  page.evaluate(() => {
    for (const section of document.querySelectorAll<HTMLElement>(".section"))
      section.style.contentVisibility = "visible";
  });
