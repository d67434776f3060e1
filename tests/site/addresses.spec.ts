import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import { groupIds } from "../../src/components/models/kinds.ts";
import { traceId } from "../../src/components/models/trace.ts";
import {
  boldCharacters,
  italicCharacters,
  mathCharacters,
  textCharacters,
} from "../../src/integrations/subset-fonts.mjs";
import { confirmed } from "./confirmed.ts";
import { dist, files, html, pages } from "./pages.ts";
import published from "./published-addresses.json" with { type: "json" };

const documents = new Map(pages.map((page) => [page, parseHTML(html(page)).document]));

/** What a root-relative address of the site points at, if anything. */
const exists = (path: string, root = dist) =>
  existsSync(join(root, path.endsWith("/") ? `${path}index.html` : path));

for (const [page, document] of documents) {
  test(`${page}: every link inside the site leads somewhere, fragments included`, () => {
    const broken = [...document.querySelectorAll("a[href], link[href], script[src], img[src]")]
      .map((element) => element.getAttribute("href") ?? element.getAttribute("src") ?? "")
      .filter((address) => !/^[a-z]+:/i.test(address))
      .filter((address) => {
        const { pathname, hash } = new URL(address, `http://site${page}`);
        if (!exists(pathname)) return true;
        if (hash === "") return false;
        return documents.get(pathname)?.getElementById(decodeURIComponent(hash.slice(1))) == null;
      });
    expect(broken).toEqual([]);
  });

  test(`${page}: ids are unique, headings do not skip a level`, () => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map(({ tagName }) =>
      Number(tagName[1]),
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) {
      if (index > 0) expect(level - levels[index - 1]!).toBeLessThanOrEqual(1);
    }
  });

  test(`${page}: text and formulas use only what their fonts were cut to`, () => {
    const outside = (selector: string, characters: string) => [
      ...new Set(
        [...document.querySelectorAll(selector)]
          .flatMap(({ textContent }) => [...(textContent ?? "")])
          .filter((one) => textCharacters.includes(one) && !characters.includes(one)),
      ),
    ];
    const allowed = new Set(Object.values(mathCharacters).join(""));
    const used = [...document.querySelectorAll(".katex-html")]
      .map(({ textContent }) => textContent)
      .join("");
    const missing = [...new Set(used)].filter(
      (one) => !allowed.has(one) && !/[\s\u200b]/u.test(one),
    );
    expect(missing).toEqual([]);
    expect(outside("em, i", italicCharacters)).toEqual([]);
    expect(outside("h1, h2, h3, th, strong, b, dt", boldCharacters)).toEqual([]);
    const sizes = [...document.querySelectorAll(".katex .sizing, .katex .fontsize-ensurer")];
    expect(sizes.filter(({ classList }) => !classList.contains("reset-size6"))).toEqual([]);
  });
}

test("no published address has vanished", () => {
  for (const [page, ids] of Object.entries(published.ids)) {
    const document = documents.get(page);
    expect(document, page).toBeDefined();
    const gone = ids.filter((id) => document?.getElementById(id) == null);
    expect(gone, page).toEqual([]);
  }
});

test("every model keeps its page, and on it what all of them have", () => {
  for (const slug of published.everyModel.slugs) {
    const document = documents.get(`/models/${slug}/`);
    expect(document, slug).toBeDefined();
    const gone = published.everyModel.ids.filter((id) => document?.getElementById(id) == null);
    expect(gone, slug).toEqual([]);
    expect(documents.get("/models/")?.getElementById(slug), slug).not.toBeNull();
  }
});

for (const [page, names] of Object.entries(published.parameters)) {
  test(`${page}: every published name of an input is still known`, async ({ page: tab }) => {
    const given = [...names, "colour"].map((name) => `${name}=`).join("&");
    await tab.goto(`${page.replace("*", "qwen3.5-397b-a17b")}?${given}`);
    const unknown = (name: string) =>
      new RegExp(`\\b${name}=: (this page has no such input|${name} is no filter)`);
    const ignored = tab.getByRole("alert").filter({ hasText: unknown("colour") });
    await expect(ignored).toBeVisible();
    const said = await ignored.innerText();
    expect(names.filter((name) => unknown(name).test(said))).toEqual([]);
  });
}

test("every group of layers and every field of a model has an address", () => {
  for (const { id, architecture } of confirmed) {
    const { layers, extra = [], trace } = architecture;
    const groups = groupIds([...layers, ...extra], layers.length);
    const ids = [
      ...groups.slice(0, layers.length).map((group) => `layers-${group}`),
      ...groups.map((group) => `formula-${group}`),
      ...Object.keys(trace).map(traceId),
    ];
    const document = documents.get(`/models/${id}/`);
    expect(
      ids.filter((one) => document?.getElementById(one) == null),
      id,
    ).toEqual([]);
  }
});

test("below a sub-path every address carries it", () => {
  const folder = `${mkdtempSync(join(tmpdir(), "site-"))}/`;
  execFileSync("npx", ["astro", "build", "--outDir", folder], {
    env: { ...process.env, BASE_PATH: "/memory" },
    stdio: "pipe",
  });
  const wrong = files(folder)
    .filter((file) => file.endsWith(".html"))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return [...text.matchAll(/(?:href|src|component-url|renderer-url)="(\/[^"]*)"/g)].map(
        ([, address]) => address!,
      );
    })
    .filter(
      (address) =>
        !address.startsWith("/memory/") ||
        !exists(address.slice("/memory".length).replace(/[?#].*$/, ""), folder),
    );
  expect(wrong).toEqual([]);
});
