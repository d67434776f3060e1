import { describe, expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import { siteCatalogue } from "../../../bin/content/models.ts";
import { readPublications } from "../../../bin/content/publications.ts";
import type { Question } from "../../../src/lib/audit/question.ts";
import { cellExplainer, summarise } from "../../../src/lib/tables/explain-table.ts";
import { modelFinder, settler } from "../../../src/lib/tables/model-names.ts";
import { type Decisions, readTable } from "../../../src/lib/tables/read-table.ts";
import { markdownTable, printMarkdown } from "../../../src/lib/tables/text-table.ts";

const models = catalogue();
const find = modelFinder(models);
const near = models.find(({ id }) => id === "llama-3.1-405b");
const base: Question = { figure: "" };

function explained(markdown: string, settings: Question = base, decided?: Decisions) {
  const table = markdownTable(markdown)!;
  const read = readTable(table, find, settings, near, decided);
  const explain = cellExplainer(siteCatalogue);
  const cells = table.rows.flatMap((_, row) => read.cells(row)).map(explain);
  return { read, cells, said: summarise(cells) };
}

function published(id: string) {
  const { entry } = readPublications().find((one) => one.id === "llama31")!;
  const table = entry.tables!.find((one) => (one as { id?: string }).id === id)!;
  const { columns, rows } = table as unknown as { columns: string[]; rows: string[] };
  const at = (row: string, column: string) =>
    table.figures.find((one) => one.row === row && one.column === column)!.printed;
  return printMarkdown({
    head: ["Model Size", ...columns.map((one) => (/k$/.test(one) ? `${one} tokens` : one))],
    rows: rows.map((row) => [row, ...columns.map((column) => at(row, column))]),
  });
}

describe("the names of models", () => {
  test("every model is found by its own name and id, and by nothing else's", () => {
    for (const model of models) {
      expect(find(model.name).models.map(({ id }) => id)).toEqual([model.id]);
      expect(find(model.id).models[0]?.id).toBe(model.id);
    }
  });

  test.each([
    [
      ["8B", "70B", "405B"],
      ["llama-3.1-8b", "llama-3.1-70b", "llama-3.1-405b"],
    ],
    [["Llama-3.1-405B-Instruct"], ["llama-3.1-405b"]],
    [
      ["1B", "4B", "12B", "27B"],
      ["gemma-3-1b", "gemma-3-4b", "gemma-3-12b", "gemma-3-27b"],
    ],
    [
      ["DeepSeek-V3", "Qwen2.5-72B", "GPT-2 XL"],
      ["deepseek-v3", "qwen2.5-72b", "gpt2-xl"],
    ],
    [["Mixtral", "3.1", "KV cache", "", "constructor"], Array(5).fill(undefined)],
  ])("%j are %j", (labels, ids) => {
    const matches = labels.map(find);
    expect(matches.map(settler(matches, near)).map((one) => one?.id)).toEqual(ids);
  });
});

describe("a whole table", () => {
  test("of Llama 3.1's caches says that the 405B row has 16 KV heads", () => {
    const { cells, said } = explained(published("kv-cache"));
    expect(cells).toHaveLength(9);
    expect(said[0]).toBe(
      "The 405B row is printed with 16 KV heads: 3 of its 3 figures come out so.",
    );
    expect(said[1]).toMatch(
      /^4 bytes per element, the factor 2 doubled or 2 sequences would give the same digits, but to a whole table, and 6 other figures come out without/,
    );
    expect(said).toContain("All 9 figures are in GiB under the label GB.");
    expect(said).toContain("The 1k tokens column takes k as 1,024.");
    expect(said.at(-1)).toMatch(/^6 of 9 figures agree/);
  });

  test("of Llama 3.1's weights agrees, parameters taken as named", () => {
    const { cells, said } = explained(published("weights"), { figure: "", tokens: "16k" });
    expect(cells.map(({ verdict }) => verdict)).toEqual(Array(9).fill("agrees"));
    expect(said).toEqual(["All 9 figures agree with the formula, read so."]);
  });

  test("may stand the other way round, or have a line for each figure", () => {
    const turned = explained("| | 8B | 405B |\n|---|---|---|\n| 16k | 1.95 GB | 15.38 GB |");
    expect(turned.said[0]).toMatch(/^The 405B column is printed with 16 KV heads/);
    const long = explained(
      "Model | Context | Batch | Layers | KV cache (GB)\n--|--|--|--|--\nLlama 3.1 8B | 16,384 | 1 | 32 | 2.00\n**Llama 3.1 405B** | 16,384 | 2 | 126 | 15.75",
    );
    expect(long.read.columns.map(({ role }) => role)).toEqual([
      "model",
      "tokens",
      "batch",
      "nothing",
      "figures",
    ]);
    expect(long.cells.map(({ verdict }) => verdict)).toEqual(
      Array(2).fill("agrees-in-another-unit"),
    );
  });

  test("lets the reader say what a label is, and what a column holds", () => {
    const table = "| Model | 16k |\n|---|---|\n| ours | 1.95 GiB |\n| theirs | 15.38 |";
    const models = { ours: "llama-3.1-8b", theirs: "" };
    const roles = { 0: "model" } as const;
    const { cells } = explained(table, base, { models, roles });
    expect(cells[0]).toMatchObject({
      verdict: "agrees",
      computed: expect.stringContaining("1.953"),
    });
    expect(cells[1]).toMatchObject({ verdict: undefined, refused: { field: "model" } });
  });

  test("keeps what cannot be read, and says why", () => {
    const { cells } = explained(
      "| M | 16k |\n|---|---|\n| 8B | -3 GB |\n| 70B | OOM |\n| 405B | 15.38 |",
    );
    expect(cells).toHaveLength(2);
    expect(cells[0]!.refused).toMatchObject({ field: "figure" });
  });
});

describe("a figure, explained", () => {
  const explain = cellExplainer(siteCatalogue);
  const answer = (question: Question) =>
    explain({
      row: 0,
      column: 0,
      rowLabel: "",
      columnLabel: "",
      printed: question.figure,
      question,
    });
  const [small, large] = ["llama-3.1-8b", "llama-3.1-70b"];

  test("is computed in its unit and in that unit's other meaning", () => {
    const cache = { model: small, tokens: "16k" };
    expect(answer({ ...cache, figure: "1.95 GiB" }).computed).toBe(
      "1.953\u00a0GiB = 2.097\u00a0GB",
    );
    expect(answer({ ...cache, figure: "1.95", unit: "GiB" }).computed).toBe(
      "1.953\u00a0GiB = 2.097\u00a0GB",
    );
    expect(answer({ ...cache, figure: "2097152000 B" }).computed).toBe("2,097,152,000\u00a0B");
  });

  test("is computed as the ratio or the percentage that it is", () => {
    const compared = { model: small, against: large, tokens: "16k" };
    expect(answer({ ...compared, figure: "60%" }).computed).toBe("60 %");
    expect(answer({ ...compared, figure: "0.4x" }).computed).toBe("0.4");
  });

  test("has the explanations that tie, and none where no cause is known", () => {
    const doubled = answer({ model: small, tokens: "16k", figure: "3.906 GiB" });
    expect(doubled.verdict).toBe("diverges-with-a-cause");
    expect(doubled.best.length).toBeGreaterThan(1);
    const unknown = answer({ model: small, tokens: "16k", figure: "1234567.8 GiB" });
    expect(unknown).toMatchObject({ verdict: "diverges-cause-unknown", best: [] });
  });

  test("is refused with the part that cannot be used", () => {
    expect(answer({ figure: "1 GB" })).toMatchObject({
      verdict: undefined,
      best: [],
      computed: "",
      refused: {
        field: "model",
        reason: "name a model, give a config, or say how many parameters",
      },
    });
  });

  test("is asked once for each model of one's own", () => {
    const { config } = models.find(({ id }) => id === small)!;
    const own = (name: string, layers: number) =>
      answer({
        figure: "1 GiB",
        tokens: "16k",
        own: { name, config: { ...config, num_hidden_layers: layers } },
      }).computed;
    expect(own("one", 32)).toMatch(/^1\.953/);
    expect(own("two", 16)).toMatch(/^0\.9766/);
  });
});
