import { getCollection } from "astro:content";
import type { APIRoute } from "astro";
import { ledger } from "../components/ledger/ledger.ts";
import { confirmedModels } from "../components/models/catalogue.ts";
import { markdownLink, markdownWords } from "../components/share/markdown-link.ts";

const home = import.meta.env.BASE_URL.replace(/\/?$/, "/");

/** What the site holds, as plain text: https://llmstxt.org. */
export const GET: APIRoute = async ({ site }) => {
  const at = (path: string) => new URL(`${home}${path}`, site).href;
  const articles = (await getCollection("articles")).sort((a, b) => a.data.order - b.data.order);
  const models = await confirmedModels();
  const publications = await ledger();
  const lines = [
    "# Bytes per Token",
    "",
    "> How much memory LLM inference needs. Every number is computed by an open library, quoted from a publication with its address, or printed by an engine.",
    "",
    "Sizes are exact bytes; GiB is 2^30 bytes and GB is 10^9. Inputs of a page go in its query: `?kv405=16`.",
    "",
    "## Articles",
    "",
    ...articles.map(
      ({ data: { title, description, slug } }) =>
        `- ${markdownLink(title, at(`articles/${slug}.md`))}: ${markdownWords(description.trim())}`,
    ),
    "",
    "## Reference",
    "",
    `- [Models](${at("models/")}): caches of ${models.length} models, layer by layer; each model's config is at models/ID/config.json`,
    `- [Ledger](${at("ledger/")}): ${publications.length} publications whose printed figures are recomputed`,
    `- [Explain](${at("explain/")}): which assumptions print a given figure`,
    `- [Glossary](${at("glossary/")}): the words, in a sentence or two each`,
    "",
  ];
  return new Response(lines.join("\n"), {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
};
