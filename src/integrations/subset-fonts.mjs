import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import subsetFont from "subset-font";

const require = createRequire(import.meta.url);

const range = (first, last) =>
  Array.from({ length: last.codePointAt(0) - first.codePointAt(0) + 1 }, (_, i) =>
    String.fromCodePoint(first.codePointAt(0) + i),
  ).join("");

const ascii = range(" ", "~");

const cut = (font, characters, keepFeatures = ["kern", "liga", "tnum"]) =>
  subsetFont(font, characters, { targetFormat: "woff2", noHinting: true, keepFeatures });

/** Characters that text is set in. A character outside is drawn by the reader's own serif. */
export const textCharacters = `${ascii}\u00a0§©°±·½×éüö–—‘’“”•…−≤≥≈⁻⁰¹²³⁴⁵⁶⁷⁸⁹`;

const wordCharacters = `${range("A", "Z")}${range("a", "z")}${range("0", "9")}\u00a0 ,.;:!?()/-–—’“”`;

/** Characters that emphasis is set in: words, no tables and no mathematics. */
export const italicCharacters = wordCharacters;

/** Characters that headings, of tables too, are set in. */
export const boldCharacters = `${wordCharacters}_=·÷×#+%&*°−≠'[]{}éöü`;

/** Characters of the two fonts that formulas are set in; a test holds every page to them. */
export const mathCharacters = {
  "KaTeX_Main-Regular": `0123456789()[]=+,./:-${range("a", "z")}⋅×−≤≥⌈⌉⌊⌋`,
  "KaTeX_Math-Italic": "BEHLMNPRTVWbcdefghikmnopqrsuvw",
};

const textFaces = [
  { file: "source-serif-4-latin-400-normal", weight: 400, style: "normal" },
  {
    file: "source-serif-4-latin-400-italic",
    weight: 400,
    style: "italic",
    characters: italicCharacters,
    features: ["kern", "liga"],
  },
  {
    file: "source-serif-4-latin-600-normal",
    weight: 600,
    style: "normal",
    characters: boldCharacters,
  },
];

/**
 * Faces are optional: text never moves because a font came late. The page asks for the common two first,
 * so that they are there in time; on a slow line the reader's own serif stays for that visit.
 */
async function textStyles(folder) {
  const files = join(dirname(require.resolve("@fontsource/source-serif-4/package.json")), "files");
  const faces = [];
  for (const { file, weight, style, characters = textCharacters, features } of textFaces) {
    const whole = await readFile(join(files, `${file}.woff2`));
    const part = await cut(whole, characters, features);
    await writeFile(join(folder, `${file}.woff2`), part);
    faces.push(
      `@font-face{font-family:"Source Serif 4";font-style:${style};font-weight:${weight};font-display:optional;src:url("./${file}.woff2") format("woff2")}`,
    );
  }
  await writeFile(join(folder, "text.css"), faces.join("\n"));
}

/** KaTeX's rules for text of another size than a formula starts with: only what LaTeX's \\Large asks for. */
const otherSizes = /[^{}]*\.(?:fontsize-ensurer|sizing)\.reset-size(?!6\.)\d+[^{}]*\{[^}]*\}/g;

/** KaTeX's own styles with woff2 alone, and the two common fonts cut to what formulas use. */
async function mathStyles(folder) {
  const dist = join(dirname(require.resolve("katex/package.json")), "dist");
  const css = await readFile(join(dist, "katex.min.css"), "utf8");
  const names = new Set([...css.matchAll(/fonts\/([\w-]+)\.woff2/g)].map(([, name]) => name));
  for (const name of names) {
    const whole = await readFile(join(dist, "fonts", `${name}.woff2`));
    const characters = mathCharacters[name];
    const part = characters ? await cut(whole, characters) : whole;
    await writeFile(join(folder, `${name}.woff2`), part);
  }
  const lean = css
    .replace(/,url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, "")
    .replaceAll("url(fonts/", "url(./")
    .replace(otherSizes, "");
  await writeFile(join(folder, "math.css"), lean);
}

/** Writes the fonts that pages load, cut to the characters they use, to a folder that styles import. */
export default function subsetFonts() {
  return {
    name: "subset-fonts",
    hooks: {
      "astro:config:setup": async ({ config, updateConfig }) => {
        const folder = new URL(".astro/fonts/", config.root).pathname;
        await mkdir(folder, { recursive: true });
        await Promise.all([textStyles(folder), mathStyles(folder)]);
        updateConfig({ vite: { resolve: { alias: { "@fonts": folder } } } });
      },
    },
  };
}
