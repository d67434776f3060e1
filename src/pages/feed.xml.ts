import { getCollection } from "astro:content";
import rss from "@astrojs/rss";
import type { APIRoute } from "astro";

const home = import.meta.env.BASE_URL.replace(/\/?$/, "/");

/** The articles as a feed, newest first. */
export const GET: APIRoute = async ({ site }) => {
  const articles = await getCollection("articles");
  return rss({
    title: "Bytes per Token",
    description: "How much memory LLM inference needs: computed, published and measured.",
    site: new URL(home, site),
    items: articles
      .sort(
        (a, b) => b.data.published.localeCompare(a.data.published) || b.data.order - a.data.order,
      )
      .map(({ data: { title, description, slug, published } }) => ({
        title,
        description,
        link: `${home}articles/${slug}/`,
        pubDate: new Date(published),
      })),
  });
};
