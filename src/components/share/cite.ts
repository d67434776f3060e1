import { addressOf } from "./address.ts";
import { bibtex } from "./bibtex.ts";

/** A BibTeX entry for a part of this page, with the inputs as they are and the state of the site. */
export function citation(id: string, title: string): string {
  const about = document.querySelector('script[type="application/ld+json"]')?.textContent ?? "{}";
  const { name, datePublished, version, dateModified } = JSON.parse(about);
  const page = location.pathname.split("/").filter(Boolean).at(-1) ?? "home";
  return bibtex({
    key: `bytes-per-token:${page}:${id}`,
    title: `${title}, in “${name}”`,
    address: addressOf(id),
    published: datePublished,
    ...(version && { version: { commit: version, date: dateModified } }),
  });
}
