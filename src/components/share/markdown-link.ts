import type { Paragraph, PhrasingContent } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";

function written(content: PhrasingContent): string {
  const paragraph: Paragraph = { type: "paragraph", children: [content] };
  return toMarkdown(paragraph, { extensions: [gfmToMarkdown()] }).trim();
}

/** Words as Markdown that says them and nothing else, in a sentence or in a cell of a table. */
export const markdownWords = (text: string): string =>
  written({ type: "text", value: text }).replaceAll("|", "\\|");

/** A link in Markdown. A bracket in the address would end it, and is written as its code. */
export function markdownLink(title: string, address: string): string {
  const bare = written({ type: "link", url: "", children: [{ type: "text", value: title }] });
  const url = address.replaceAll("(", "%28").replaceAll(")", "%29");
  return `${bare.slice(0, -"()".length)}(${url})`;
}
