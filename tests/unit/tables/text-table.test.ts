import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  markdownTable,
  plainText,
  printMarkdown,
  type TextTable,
  tabbedTable,
} from "../../../src/lib/tables/text-table.ts";

const cell = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom("15.38 GB", "a|b", "\\", "\\|", "---", "|", "<script>", "**x**"),
  )
  .map((text) => text.replace(/[\r\n\t\u2028\u2029\u0085\v\f]/g, " ").trim());

const marks = fc.constantFrom("|", "-", ":", "\\", "\n", "\r", "\t", " ", "1", "a", "é", "\u2028");

const table: fc.Arbitrary<TextTable> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }))
  .chain(([width, height]) => {
    const row = fc
      .array(cell, { minLength: width, maxLength: width })
      .filter((cells) => cells.some((one) => one !== ""));
    return fc.record({ head: row, rows: fc.array(row, { minLength: height, maxLength: height }) });
  });

describe("tables as text", () => {
  test("any table that is printed is read back, whatever stands around it", () => {
    fc.assert(
      fc.property(table, fc.constantFrom("", "Some words.\n\n", "# Title\r\n"), (one, before) => {
        expect(markdownTable(`${before}${printMarkdown(one)}\n\nAfter it.`)).toEqual(one);
      }),
      { numRuns: 500 },
    );
  });

  test("any text at all is read or refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: marks, maxLength: 80 }), (text) => {
        markdownTable(text);
        tabbedTable(text);
      }),
    );
    expect(markdownTable("no table | here")).toBeUndefined();
    expect(markdownTable("")).toBeUndefined();
  });

  test("takes tables without bars at the ends, with alignment, and ragged rows", () => {
    expect(markdownTable("a | b\n:-- | --:\n1\n\n")).toBeUndefined();
    expect(markdownTable("a | b\n:-- | --:\n1 | 2 | 3\n4 |")).toEqual({
      head: ["a", "b"],
      rows: [
        ["1", "2"],
        ["4", ""],
      ],
    });
  });

  test("takes cells as a spreadsheet copies them", () => {
    expect(tabbedTable("Model\t16k\r\n405B\t15.38 GB\r\n")).toEqual({
      head: ["Model", "16k"],
      rows: [["405B", "15.38 GB"]],
    });
  });

  test("reads ten thousand rows in no time", () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => [`row ${at}`, "15.38 GB", "1 \\ 2"]);
    const text = printMarkdown({ head: ["a", "b", "c"], rows });
    expect(markdownTable(text)?.rows).toHaveLength(10_000);
  });

  test("is not slowed by a line made to be slow", () => {
    const line = `|${" :-".repeat(50_000)}`;
    expect(markdownTable(`a | b\n${line}`)).toBeUndefined();
  });
});

describe("cells of a table", () => {
  const row = (line: string) => markdownTable(`a | b\n--- | ---\n${line}`)?.rows[0];

  test.each([
    ["1 | 2", ["1", "2"]],
    ["  | 1 | 2 |  ", ["1", "2"]],
    ["| 1\\|2 | 3", ["1|2", "3"]],
    ["| 1\\|2 | 3 |", ["1|2", "3"]],
    ["| 1\\\\ |", ["1\\", ""]],
    ["1 | 2\\|", ["1", "2|"]],
    ["C:\\dir | x", ["C:\\dir", "x"]],
    ["1 |", ["1", ""]],
  ])("%s", (line, expected) => {
    expect(row(line)).toEqual(expected);
  });

  test("may be one to a line, and end where a line has none", () => {
    expect(markdownTable("| a\n---\n| 1\n| 2\nAfter | it.")?.rows).toHaveLength(3);
    expect(markdownTable("| a\n---\n| 1\n\n| 2")).toEqual({ head: ["a"], rows: [["1"]] });
  });

  test("are left out where a whole line of them is empty", () => {
    expect(markdownTable("a | b\n- | -\n | |\n1 | 2")?.rows).toEqual([["1", "2"]]);
  });

  test("are printed on one line", () => {
    const text = printMarkdown({ head: ["a|b"], rows: [["two\r\n\nlines"]] });
    expect(text).toBe("| a\\|b |\n| --- |\n| two lines |");
  });
});

describe("what a spreadsheet copies", () => {
  test("may have empty lines before and between, and spaces around its cells", () => {
    expect(tabbedTable("\n \na \t b\n\n1\t2")).toEqual({ head: ["a", "b"], rows: [["1", "2"]] });
  });

  test.each(["", "a\tb", "a\nb", "a\n1\t2"])("is no table as %j", (text) => {
    expect(tabbedTable(text)).toBeUndefined();
  });
});

describe("the words of a cell", () => {
  test.each([
    ["15.38<br>GB", "15.38 GB"],
    ["15.38<BR />GB", "15.38 GB"],
    ["[Llama 3.1](https://example.org/llama)", "Llama 3.1"],
    ["![a llama](llama.png)", "a llama"],
    ["**405B** and `fp16` and __8B__", "405B and fp16 and 8B"],
    ["*405B*", "405B"],
    ["_405B_", "405B"],
    ["see *this*", "see *this*"],
    ["*this* one", "*this* one"],
    ["a long a", "a long a"],
    [" x ", "x"],
  ])("%s is %s", (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  test("are cut where they go on for pages", () => {
    expect(plainText("x".repeat(5000))).toBe("x".repeat(2000));
  });
});
