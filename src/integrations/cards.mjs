import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseHTML } from "linkedom";
import satori from "satori";
import sharp from "sharp";
import { cardPath } from "./card-path.mjs";

const require = createRequire(import.meta.url);
const width = 1200;
const height = 630;

/** One space between words; what a page keeps together stays so. */
const clean = (text) => text.replace(/[ \n\t]+/g, " ").trim();
const inks = ["computed", "published", "measured"];

/** The words of an element, each with the ink it wears and whether it touches the one before. */
function words(element, ink) {
  const own = inks.find((name) => element.classList?.contains(name)) ?? ink;
  return [...element.childNodes].flatMap((node) => {
    if (node.nodeType !== 3) return words(node, own);
    const parts = clean(node.textContent).split(" ").filter(Boolean);
    return parts.map((word, index) => ({
      word,
      ink: own,
      touches: index === 0 && /^[,.;:)]/.test(node.textContent),
    }));
  });
}

const plain = (text) =>
  clean(text)
    .split(" ")
    .map((word) => ({ word }));

/** A line that is seen first. */
const large = (line) => Object.assign(line, { large: true });

/** The entry of a publication that says most: the one that is furthest off. */
function strongest(document) {
  const entries = [...document.querySelectorAll(".section:has(.facts)")].map((section) => {
    const fact = (name) =>
      [...section.querySelectorAll("dt")].find(({ textContent }) => textContent === name)
        ?.nextElementSibling;
    const ratio = Number(fact("Printed ÷ computed")?.textContent ?? 1);
    return { title: section.querySelector("h2"), fact, off: Math.abs(Math.log(ratio || 1)) };
  });
  return entries.sort((a, b) => b.off - a.off)[0];
}

/** What a card says of each kind of page, taken from the page itself. */
const kinds = [
  {
    test: /^articles\/[^/]+\/$/,
    kind: "Article",
    lines: (document) => [...document.querySelectorAll("#summary li")].map((item) => words(item)),
  },
  {
    test: /^models\/[^/]+\/$/,
    kind: "Model",
    lines: (document) => [
      large(words(document.querySelector("#total"))),
      words(document.querySelector(".amount .asked")),
      words(document.querySelector(".lead")),
    ],
  },
  {
    test: /^ledger\/[^/]+\/$/,
    kind: "Ledger",
    lines: (document) => {
      const { title, fact } = strongest(document);
      const ratio = fact("Printed ÷ computed");
      return [
        words(title),
        large([
          ...plain("printed"),
          ...words(fact("Printed").querySelector(".ink"), "published"),
          ...plain(", computed").map((one, index) => ({ ...one, touches: index === 0 })),
          ...words(fact("Computed").querySelector(".ink") ?? fact("Computed"), "computed"),
        ]),
        [...(ratio ? [...words(ratio), ...plain("times:")] : []), ...words(fact("Verdict"))],
      ];
    },
  },
  {
    test: /.*/,
    kind: "",
    lines: (document) => [
      words(document.querySelector(".lead") ?? document.querySelector("main p")),
    ],
  },
];

/** What the card of a page says: its kind, its title and a few lines. */
export function cardOf(path, html) {
  const { document } = parseHTML(html);
  const { kind, lines } = kinds.find(({ test }) => test.test(path));
  return { kind, title: clean(document.querySelector("h1").textContent), lines: lines(document) };
}

const styles = fileURLToPath(new URL("../styles/tokens.css", import.meta.url));

/** The site's light colours by name: `computed`, `paper`. */
async function lightColours() {
  const css = await readFile(styles, "utf8");
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+): light-dark\((#\w+),/g)].map(([, name, colour]) => [name, colour]),
  );
}

async function fonts() {
  const files = join(dirname(require.resolve("@fontsource/source-serif-4/package.json")), "files");
  return Promise.all(
    [400, 600].map(async (weight) => ({
      name: "serif",
      weight,
      data: await readFile(join(files, `source-serif-4-latin-${weight}-normal.woff`)),
    })),
  );
}

const box = (style, children) => ({
  type: "div",
  props: { style: { display: "flex", ...style }, children },
});

/** Words in groups that no line may break: a figure with its unit and the sign after it. */
function unbroken(parts) {
  const groups = [];
  for (const part of parts) {
    if (groups.length > 0 && (part.touches || part.word.startsWith("\u00a0")))
      groups.at(-1).push(part);
    else groups.push([part]);
  }
  return groups;
}

function drawing({ kind, title, lines }, colours) {
  const line = (parts) =>
    box(
      {
        flexWrap: "wrap",
        marginTop: 14,
        fontSize: parts.large ? 50 : 33,
        fontWeight: parts.large ? 600 : 400,
        lineHeight: 1.3,
      },
      unbroken(parts).map((group) =>
        box(
          { marginRight: "0.26em" },
          group.map(({ word, ink }) => box(ink ? { color: colours[ink] } : {}, word)),
        ),
      ),
    );
  return box(
    {
      width,
      height,
      boxSizing: "border-box",
      padding: "56px 72px",
      flexDirection: "column",
      justifyContent: "space-between",
      background: colours.paper,
      color: colours.text,
      fontFamily: "serif",
    },
    [
      box({ flexDirection: "column" }, [
        ...(kind ? [box({ marginBottom: 10, color: colours.quiet, fontSize: 26 }, kind)] : []),
        box(
          {
            marginBottom: 16,
            fontSize: title.length > 60 ? 46 : 62,
            fontWeight: 600,
            lineHeight: 1.12,
          },
          title,
        ),
        ...lines.slice(0, 3).map(line),
      ]),
      box(
        {
          paddingTop: 18,
          borderTop: `2px solid ${colours.rule}`,
          color: colours.quiet,
          fontSize: 26,
        },
        "Bytes per Token",
      ),
    ],
  );
}

/** Draws for every page a card that says what the page says, to show beside links to it. */
export default function cards() {
  return {
    name: "cards",
    hooks: {
      "astro:build:done": async ({ dir, pages }) => {
        const root = fileURLToPath(dir);
        const [faces, colours] = await Promise.all([fonts(), lightColours()]);
        for (const path of pages.map(({ pathname }) => pathname)) {
          if (path.startsWith("404")) continue;
          const html = await readFile(join(root, path, "index.html"), "utf8");
          const svg = await satori(drawing(cardOf(path, html), colours), {
            width,
            height,
            fonts: faces,
          });
          const target = join(root, cardPath(path));
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer());
        }
      },
    },
  };
}
