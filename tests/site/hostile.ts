import { expect, type Page } from "@playwright/test";
import fc from "fast-check";

/** Set FUZZ_SEED to another whole number to try other nonsense; a failure prints the one it came of. */
export const seed = Number(process.env.FUZZ_SEED ?? 405);

/** What tells that a payload ran, or became part of the page. */
const ran = "globalThis.taken=1";

/** Texts that would run, or become elements or links, in a page or in Markdown that took them for its own. */
export const payloads: readonly string[] = [
  `<script>${ran}</script>`,
  `</script><script>${ran}</script><!--`,
  `</textarea></title></style><img src=x onerror=${ran}>`,
  `"><svg/onload=${ran}><taken-mark>`,
  `' onmouseover='${ran}' data-taken='`,
  `" autofocus onfocus="${ran}`,
  `javascript:${ran}`,
  `<a href="javascript:${ran}">x</a><iframe srcdoc="<script>parent.taken=1</script>">`,
  `{{constructor.constructor('${ran}')()}}\${${ran}}`,
  `\\href{javascript:${ran}}{x}\\htmlData{taken=1}{x}\\url{javascript:${ran}}`,
  `![x](javascript:${ran})[x](javascript:${ran} "x")](javascript:${ran})`,
  `<taken-mark data-taken>|<b>x</b>`,
];

const odd: readonly string[] = [
  "",
  " ",
  "0",
  "-1",
  "-0",
  "1e999",
  "1e3",
  "0x10",
  "0b1",
  "1_000",
  "1,000",
  "٣",
  "½",
  "NaN",
  "Infinity",
  "undefined",
  "null",
  "[object Object]",
  "true",
  "[]",
  "{}",
  '{"__proto__":{"a":1}}',
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "9007199254740993",
  "9".repeat(400),
  "0.0000000000000000000001",
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "\u202e8",
  "\u200b8",
  "a\nb\r\nc",
  "8".repeat(5000),
  "🤖".repeat(300),
  "e\u0301".repeat(100),
  "../../../etc/passwd",
  "%",
  "*",
  "1*",
  "1*tokens_-1",
  "full.1e9.8.64",
];

/** A value somebody could put in a link: named troubles, payloads, and anything at all. */
export const nonsense = fc.oneof(
  fc.constantFrom(...odd),
  fc.constantFrom(...payloads),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.integer().map(String),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.json({ maxDepth: 2 }),
);

/** What a page does that it never may, from now on. Rejects nothing by itself: `sound` looks at it. */
export async function watched(page: Page): Promise<string[]> {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(`error: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.type() === "error") said.push(`console: ${message.text()}`);
  });
  page.on("dialog", async (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && page.url() !== "about:blank")
      if (origin !== new URL(page.url()).origin) said.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    const stopped: string[] = [];
    Object.assign(globalThis, { stopped });
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, sample }) =>
      stopped.push(`${effectiveDirective}: ${sample}`),
    );
  });
  return said;
}

/** What of a page somebody else's text has become, and what of it is left to use. Runs in the page. */
function looked() {
  const taken = [
    ...document.querySelectorAll(
      `taken-mark, [data-taken], [onerror], [onload], [onfocus], [onmouseover], [onclick], iframe,
       [href^="javascript:" i], [src="x"], script:not([src], [type$="json"])`,
    ),
  ].map(({ outerHTML }) => outerHTML.slice(0, 200));
  // What is quoted to the reader may be any word.
  const quoted = new Set(
    [...document.querySelectorAll("[role=alert], .inputs-status, .refused, .quoted")].map(
      (one) => (one as HTMLElement).innerText,
    ),
  );
  let text = document.querySelector<HTMLElement>("main")!.innerText;
  for (const one of quoted) text = text.replaceAll(one, " ");
  const { stopped, taken: run } = globalThis as unknown as { stopped: string[]; taken?: number };
  return {
    taken,
    ran: run !== undefined,
    stopped: stopped.splice(0),
    heading: document.querySelector<HTMLElement>("h1, [aria-level='1']")?.innerText ?? "",
    fields: document.querySelectorAll("input, select, textarea").length,
    wide: document.documentElement.scrollWidth - innerWidth,
    text,
  };
}

const slips = /\b(?:NaN|Infinity|undefined|null)\b|\[object \w+\]/g;

/** What a page may say of itself that reads like a slip: an article on floats has its NaN. */
export const ownWords = (text: string): ReadonlySet<string> => new Set(text.match(slips) ?? []);

/** The page's own text, before anything is done to it. */
export const textOf = async (page: Page) => (await page.evaluate(looked)).text;

/** That the page is as usable as before, and that nothing given to it became more than text. */
export async function sound(
  page: Page,
  said: readonly string[],
  own: ReadonlySet<string>,
  given: readonly string[],
  fields = 1,
): Promise<void> {
  const seen = await page.evaluate(looked);
  expect(said).toEqual([]);
  expect(seen).toMatchObject({ taken: [], ran: false, stopped: [] });
  expect(seen.heading).not.toBe("");
  expect(seen.fields).toBeGreaterThanOrEqual(fields);
  expect(seen.wide, "the page is wider than its window").toBeLessThanOrEqual(0);
  const echoed = new Set(given.flatMap((text) => text.match(slips) ?? []));
  const slipped = [...(seen.text.match(slips) ?? [])].filter(
    (word) => !own.has(word) && !echoed.has(word),
  );
  expect(slipped).toEqual([]);
}
