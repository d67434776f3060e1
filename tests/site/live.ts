import { expect, type Page } from "@playwright/test";

/** Waits until what follows the inputs is live, the address is read and what was done before is done again. */
export const toBeLive = (page: Page) => expect(page.locator("html.live")).toBeAttached();

/** Opens a page and has it go live as a reader does who reaches for its first field. */
export async function openLive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page
    .locator("[data-live] :is(input, select, textarea, button)")
    .first()
    .dispatchEvent("pointerover");
  await toBeLive(page);
}
