import { expect, type Page } from "@playwright/test";
import { learnt } from "./far.ts";

/** Waits until what follows the inputs is live, the address is read and what was done before is done again. */
export const toBeLive = (page: Page) => expect(page.locator("html.live")).toBeAttached();

/** Opens a page, has it go live as a reader does who reaches for its first field, and lets it come to rest. */
export async function openLive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page
    .locator("[data-live] :is(input, select, textarea, button)")
    .first()
    .dispatchEvent("pointerover");
  await toBeLive(page);
  await learnt(page);
}
