import { expect, type Page, test } from "@playwright/test";
import fc from "fast-check";
import { nonsense, ownWords, payloads, seed, sound, textOf, watched } from "./hostile.ts";
import { toBeLive } from "./live.ts";
import published from "./published-addresses.json" with { type: "json" };

/** Addresses tried in one visit of a page. */
const runs = 12;

type Query = readonly (readonly [name: string, value: string])[];

const encode = (text: string) => new URLSearchParams({ "": text }).toString().slice(1);

const printed = (query: Query) =>
  query.map(([name, value]) => `${name}=${encode(value)}`).join("&");

/** Takes the open page to another address of its own, as going back in its history does. */
async function goWithin(page: Page, address: string): Promise<void> {
  await page.evaluate(async (to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate", { state: null }));
    // Twice what a change of the address may wait, and what follows an input is drawn.
    for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
  }, address);
}

const raw = fc.constantFrom("%", "%E0%A4%A", "%zz=1", "=", "&&&", "?", "a=%C3%28", "__proto__=1");
const fragment = fc.oneof(
  fc.constantFrom("%", "%E0%A4%A", "a.b.c", "..", "answer.%", "explanation-9", ":~:text=%", '"]'),
  nonsense.map((text) => encodeURIComponent(text.toWellFormed())),
);

const followed = Object.entries(published.parameters).map(([path, names]) => ({
  address: path.replace("*", "qwen3.5-397b-a17b"),
  names,
  waits: !/^\/(?:models|ledger)\/$/.test(path),
}));

/** The parts of some pages that stand alone, which take the inputs of their page. */
const alone = [
  "/articles/how-to-read-a-printed-gigabyte/reader/",
  "/articles/the-table-that-doubled/expressions/",
  "/articles/will-it-fit/bar/",
  "/models/qwen3.5-397b-a17b/cache/",
].map((part) => ({
  ...followed.find(({ address }) => part.startsWith(address))!,
  address: `/embed${part}`,
}));

for (const { address, names, waits } of [...followed, ...alone]) {
  test(`${address} keeps its head whatever its address says`, async ({ page }) => {
    test.slow();
    const said = await watched(page);
    await page.goto(address);
    const own = ownWords(await textOf(page));
    // A first visit by such a link, with every input wrong and a place that is none.
    await page.goto(`${address}?${names.map((name) => `${name}=%E0%A4%A`).join("&")}&%#%E0%A4%A`);
    if (waits) await toBeLive(page);
    await sound(page, said, own, []);

    for (let first = 0; first < payloads.length; first += 3) {
      const query: Query = [...names, ...payloads, "colour"].map((name, at) => [
        name,
        payloads[(first + at) % payloads.length]!,
      ]);
      const place = encodeURIComponent(payloads[first]!);
      await goWithin(page, `${address}?${printed(query)}#${place}`);
      await sound(page, said, own, payloads);
    }

    const query = fc.array(fc.tuple(fc.constantFrom(...names, "colour"), nonsense), {
      minLength: 1,
      maxLength: names.length,
    });
    await fc.assert(
      fc.asyncProperty(query, fc.option(raw), fc.option(fragment), async (given, more, place) => {
        const to = [printed(given), more].filter(Boolean).join("&");
        await goWithin(page, `${address}?${to}${place === null ? "" : `#${place}`}`);
        const values = given.map(([, value]) => value);
        await sound(page, said, own, [...values, more ?? "", place ?? ""]);
      }),
      { seed, numRuns: runs, endOnFailure: true },
    );
  });
}

test("every input of a link that is used no part of is named, also one given twice", async ({
  page,
}) => {
  await page.goto("/articles/the-table-that-doubled/?kv405=16&kv405=8&batch=0&colour=1&colour=2");
  const said = page.getByRole("alert");
  await expect(said).toContainText("kv405=8");
  await expect(said).toContainText("batch=0: Sequences takes a whole number from 1 to");
  await expect(said).toContainText("colour=1");
  await expect(said).toContainText("colour=2");
  await expect(page.locator(".inputs-status .changed")).toContainText("16");
});
