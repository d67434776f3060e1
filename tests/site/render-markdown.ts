import { parseHTML } from "linkedom";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

/** Renders Markdown the way a tracker does: tables, formulas, no HTML let through. */
export async function render(markdown: string) {
  const file = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkRehype)
    .use(rehypeStringify)
    .process(markdown);
  return parseHTML(`<html><body>${file}</body></html>`).document;
}
