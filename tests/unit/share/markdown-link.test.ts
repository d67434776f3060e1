import fc from "fast-check";
import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, test } from "vitest";
import { markdownLink, markdownWords } from "../../../src/components/share/markdown-link.ts";

const parse = (text: string): Root => unified().use(remarkParse).use(remarkGfm).parse(text);

const said = (node: Nodes): string =>
  "value" in node ? node.value : "children" in node ? node.children.map(said).join("") : "";

const pieces = fc.constantFrom(
  ..."[]()<>|*_`~\\!&#:",
  "](javascript:alert(1))",
  "<script>",
  "<img src=x onerror=alert(1)>",
  "&lt;",
  "https://example.org/",
  "www.example.org",
  "405B",
  "é",
);
const title = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((all) => `A ${all.join("")} Z`);

test("a title says itself in a link, whatever is in it, and leads nowhere else", () => {
  fc.assert(
    fc.property(
      title,
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      (words, url) => {
        const [paragraph, ...others] = parse(markdownLink(words, url)).children;
        expect(others).toEqual([]);
        const [link, ...rest] = (paragraph as { children: Nodes[] }).children;
        expect(rest).toEqual([]);
        expect(link).toMatchObject({ type: "link" });
        const { href } = new URL((link as { url: string }).url);
        expect(href).toBe(new URL(url.replaceAll("(", "%28").replaceAll(")", "%29")).href);
        expect(said(link!)).toBe(words);
      },
    ),
  );
});

test("words say themselves in a cell of a table", () => {
  fc.assert(
    fc.property(title, (words) => {
      const tree = parse(`| a | b |\n| --- | --- |\n| ${markdownWords(words)} | next |`);
      expect(tree.children).toHaveLength(1);
      const cells = (tree.children[0] as { children: { children: Nodes[] }[] }).children[1]!
        .children;
      expect(cells.map(said)).toEqual([words, "next"]);
      expect(JSON.stringify(tree)).not.toContain('"type":"html"');
    }),
  );
});
