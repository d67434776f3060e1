import { unified } from "@astrojs/markdown-remark";
import mdx from "@astrojs/mdx";
import preact from "@astrojs/preact";
import sitemap from "@astrojs/sitemap";
import { defineConfig } from "astro/config";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import { everywhere } from "./src/delivery/headers.ts";
import cards from "./src/integrations/cards.mjs";
import embeds from "./src/integrations/embeds.mjs";
import hostFiles from "./src/integrations/host-files.mjs";
import offline from "./src/integrations/offline.mjs";
import plainMarkdown from "./src/integrations/plain-markdown.mjs";
import searchIndex from "./src/integrations/search-index.mjs";
import subsetFonts from "./src/integrations/subset-fonts.mjs";

/** Small modules that the same pages load anyway travel as one file. */
const together = [
  {
    name: "copy",
    test: /vite\/preload-helper|src\/components\/(share\/(copy|say|address)|formula\/light)\.ts/,
  },
  { name: "book", test: /src\/components\/book\/(gloss|check-yourself\.element|guess)\.ts/ },
  { name: "llama31", test: /content\/models\/llama-3\.1-|src\/lib\/architecture\/dense\.ts/ },
  { name: "plot", test: /src\/components\/charts\/(plot|frame)\.ts/ },
  { name: "preact", test: /node_modules\/(@?preact|@astrojs\/preact)/ },
  {
    name: "inputs",
    test: /src\/components\/(state|cells\/((Choice|Number)Field|Spoken|Aligned|Column))/,
  },
];

/**
 * What is loaded late here is a module or two and never a style, so the helper that fetches the parts of
 * a late module ahead of it would cost every page more than it saves.
 */
const plainImports = {
  name: "plain-imports",
  enforce: "pre",
  configResolved: ({ environments }) => {
    environments.client.build.modulePreload = { polyfill: false, resolveDependencies: () => [] };
  },
  load: (id) =>
    id === "\0vite/preload-helper.js"
      ? "export const __vitePreload = (load) => load();"
      : undefined,
};

export default defineConfig({
  site: process.env.SITE_URL ?? "https://bytes-per-token.github.io",
  base: process.env.BASE_PATH ?? "/",
  trailingSlash: "always",
  output: "static",
  build: { inlineStylesheets: "never" },
  devToolbar: { enabled: false },
  vite: {
    plugins: [plainImports],
    build: { assetsInlineLimit: 0 },
    preview: { headers: everywhere },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: { codeSplitting: { groups: together } },
          },
        },
      },
    },
  },
  markdown: {
    processor: unified({ remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] }),
    syntaxHighlight: false,
  },
  integrations: [
    mdx(),
    preact(),
    subsetFonts(),
    plainMarkdown(),
    cards(),
    embeds(),
    sitemap({ filter: (page) => !/\/(offline|style)\/$/.test(page) }),
    searchIndex(),
    hostFiles(),
    offline(),
  ],
});
