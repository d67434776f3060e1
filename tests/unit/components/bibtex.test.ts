import fc from "fast-check";
import { expect, test } from "vitest";
import { bibtex } from "../../../src/components/share/bibtex.ts";

const address = "https://example.org/articles/a/";

test("an entry names title, date, address and version", () => {
  const version = { commit: "abc1234", date: "2026-11-23" };
  expect(
    bibtex({ key: "site:a", title: "Keys & values", address, published: "2026-11-02", version }),
  ).toBe(`@misc{site:a,
  title = {Keys \\& values},
  author = {{The authors of Bytes per Token}},
  year = {2026},
  month = 11,
  howpublished = {\\url{${address}}},
  note = {Version abc1234 of 2026-11-23}
}`);
});

test("no title breaks the entry: braces balance and TeX's signs are escaped", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (title, key) => {
      const entry = bibtex({ key, title, address });
      const bare = entry.replace(/\\[{}]/g, "");
      expect(bare.split("{").length).toBe(bare.split("}").length);
      expect(entry.split("\n")[0]).toMatch(/^@misc\{[\w:-]*,$/);
      expect(entry.split("\n").find((line) => line.startsWith("  title"))).not.toMatch(
        /(?<!\\)[%$#_]/,
      );
    }),
  );
});
