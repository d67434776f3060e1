import { expect, type Locator, type Page } from "@playwright/test";

export const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
export const menu = (page: Page) => page.getByRole("dialog", { name: /^Copy “/ });

/** Takes one way of the open menu and gives what is on the clipboard afterwards. */
export async function take(page: Page, form: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
  await menu(page).getByRole("button", { name: form, exact: true }).click();
  await expect.poll(() => clipboard(page)).not.toBe("nothing yet");
  return clipboard(page);
}

/** Points at something and opens the menu that is offered for it. */
export async function pointed(page: Page, at: Locator): Promise<void> {
  await at.scrollIntoViewIfNeeded();
  await at.hover();
  await page.locator("button.point").click();
  await expect(menu(page).getByRole("button").first()).toBeFocused();
}

/** The element that an opened link marks as its target. */
export const target = (page: Page) => page.locator(":target");

/** The button beside the title of a part of the page that opens its menu. */
export const more = (part: Locator) => part.getByRole("button", { name: /^Copy “/ }).first();

/** Takes a part of the page along in one of the forms of its menu, and gives what was copied. */
export async function copied(page: Page, part: Locator, form: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
  await more(part).click();
  await menu(page).getByRole("button", { name: form, exact: true }).click();
  await expect(part.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  return clipboard(page);
}
