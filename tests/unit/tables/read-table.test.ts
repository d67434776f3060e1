import { describe, expect, test } from "vitest";
import type { Question } from "../../../src/lib/audit/question.ts";
import { modelFinder, type NamedModel } from "../../../src/lib/tables/model-names.ts";
import { type Decisions, readTable, said } from "../../../src/lib/tables/read-table.ts";
import { markdownTable } from "../../../src/lib/tables/text-table.ts";

const models: NamedModel[] = [
  { id: "alpaca-8b", name: "Alpaca 8B" },
  { id: "alpaca-70b", name: "Alpaca 70B" },
  { id: "vicuna-8b", name: "Vicuna 8B" },
];
const find = modelFinder(models);

interface Given {
  readonly base?: Partial<Question>;
  readonly near?: NamedModel;
  readonly decided?: Decisions;
}

/** A table of a heading line and others; the rule under the heading is put in. */
function reading([head = "", ...rows]: string[], { base, near, decided }: Given = {}) {
  const rule = head.replace(/[^|]+/g, "---");
  const table = markdownTable([head, rule, ...rows].join("\n"))!;
  return readTable(table, find, { figure: "", ...base }, near, decided);
}

const roles = (...lines: string[]) => reading(lines).columns.map(({ role }) => role);
const firstRole = (heading: string, ...cells: string[]) =>
  roles(`${heading} | x`, ...cells.map((cell) => `${cell} | a`))[0];
const cellsOf = (lines: string[], given?: Given) => {
  const read = reading(lines, given);
  return lines.slice(1).flatMap((_, row) => read.cells(row));
};
const questions = (lines: string[], given?: Given) =>
  cellsOf(lines, given).map(({ question }) => question);

describe("what a heading says", () => {
  test.each([
    ["Model", {}],
    ["KV cache (GiB)", { unit: "GiB", quantity: "kv-cache" }],
    ["KV, MB", { unit: "MB", quantity: "kv-cache" }],
    ["Weights in fp16", { element: "fp16", quantity: "weights" }],
    ["half precision", { element: "half" }],
    ["q8_0/GB", { element: "q8_0", unit: "GB" }],
    ["128 k context", { tokens: "128k" }],
    ["16 k tokens", { tokens: "16k" }],
    ["@ 16,384", { tokens: "16,384" }],
    ["Alpaca 405B", { parameters: "405B" }],
    ["70b", { parameters: "70b" }],
    ["GBP", {}],
    [`${" ".repeat(300)}GB`, {}],
  ])("%j", (heading, expected) => {
    expect(said(heading)).toStrictEqual(expected);
  });
});

describe("what a column holds", () => {
  test.each([
    ["models", "model", "Name", ["Alpaca 8B", "Alpaca 70B", "ours"]],
    ["formats", "element", "Format", ["fp16", "int4", "q8_0"]],
    ["contexts by their heading", "tokens", "Context", ["2048", "4096"]],
    ["contexts by their heading, in words", "tokens", "Sequence length", ["512 tokens", "64 tok"]],
    ["contexts by their k", "tokens", "n", ["16k", "32k"]],
    ["contexts by their ki", "tokens", "n", ["16 ki", "32 ki"]],
    ["contexts by their k and a word", "tokens", "n", ["16k tokens", "32ktok", "64k token"]],
    ["batches", "batch", "Batch", ["1", "2"]],
    ["users", "batch", "Concurrent users", ["1", "16"]],
    ["sequences", "batch", "Sequences", ["1", "16"]],
    ["figures by their unit", "figures", "n", ["15 GB", "~3 GB", "about 4 MiB"]],
    ["figures by the unit in their heading", "figures", "Params (GB)", ["15", "30"]],
    ["loose figures", "figures", "Head (GB)", ["~15", "30"]],
    ["figures that cannot be read", "figures", "n", ["x5..5 GB", "y5..5 GB"]],
    ["words under a unit", "nothing", "GB", ["as published", "not so"]],
    ["words with a digit under a unit", "nothing", "GB", ["see note 1", "see note 2"]],
    ["layers", "nothing", "Layers", ["32.5", "80.5"]],
    ["gaps alone", "nothing", "KV cache", ["-", "n/a"]],
    ["units without figures", "nothing", "n", ["in GB", "in GiB"]],
    ["as many figures as words", "nothing", "KV cache", ["1.5", "a", "2.5", "b"]],
    ["figures between gaps", "figures", "KV cache", ["-", "1.5", "n/a", "OOM", "TBD"]],
  ])("%s", (_, role, heading, cells) => {
    expect(firstRole(heading, ...cells)).toBe(role);
  });

  test.each([
    ["a unit", "Size in GB"],
    ["tokens", "at 16k"],
    ["a format", "in fp16"],
    ["a model", "Alpaca 8B"],
    ["what they count", "KV cache"],
  ])(
    "plain numbers are memory under a heading that says %s, and those beside it are not",
    (_, sure) => {
      const table = [`Row | ${sure} | Plain`, "a | 1.5 | 2.5", "b | 3.5 | 4.5"];
      expect(roles(...table)).toEqual(["nothing", "figures", "nothing"]);
    },
  );

  test("plain numbers are memory where no heading says more, and beside labelled ones not", () => {
    expect(roles("Row | One | Two", "a | 1.5 | 2.5")).toEqual(["nothing", "figures", "figures"]);
    expect(roles("Row | One | Two", "a | 1.5 | 2.5 GB")).toEqual(["nothing", "nothing", "figures"]);
    expect(roles("Row | One | Two", "a | 1.5 | -", "b | 1.5 | 2.5x")).toEqual([
      "nothing",
      "nothing",
      "figures",
    ]);
  });

  test("is looked for in the first two hundred rows", () => {
    const rows = Array.from({ length: 500 }, (_, at) => (at < 200 ? "a | 1 GB" : "Alpaca 8B | x"));
    expect(roles("Name | KV cache", ...rows)).toEqual(["nothing", "figures"]);
  });
});

describe("the question of a figure", () => {
  const base: Partial<Question> = {
    model: "own",
    own: { name: "Mine", config: {} },
    tokens: "8k",
    batch: "2",
    element: "fp8",
    unit: "GiB",
    parameters: "7B",
  };

  test("takes what the columns beside it say", () => {
    const table = [
      "Format | Context | Batch | Model | KV cache (MB)",
      "fp16 | 16k tokens | 4 | Alpaca 8B | 1.5",
      "int4 | 32k | 8 | Alpaca 70B | 2.5",
    ];
    expect(questions(table, { base })).toEqual([
      {
        figure: "1.5",
        model: "alpaca-8b",
        own: undefined,
        tokens: "16k",
        batch: "4",
        element: "fp16",
        unit: "MB",
        quantity: "kv-cache",
        parameters: "7B",
      },
      {
        figure: "2.5",
        model: "alpaca-70b",
        own: undefined,
        tokens: "32k",
        batch: "8",
        element: "int4",
        unit: "MB",
        quantity: "kv-cache",
        parameters: "7B",
      },
    ]);
  });

  test("takes it from the first column as from any other", () => {
    expect(questions(["Context | KV cache", "512 | 1 GB"], { base })[0]!.tokens).toBe("512");
    expect(questions(["Batch | KV cache", "4 | 1 GB"], { base })[0]!.batch).toBe("4");
  });

  test("takes what the table does not say from what is set", () => {
    const [question] = questions(["Row | Value", "a | 1.5"], { base });
    expect(question).toEqual({ ...base, figure: "1.5", quantity: "kv-cache" });
  });

  test("takes what a row's label says, and before it what the column's heading does", () => {
    const table = ["Row | at 16k in fp16 | KV cache", "32k q8_0 | 1.5 GB | 2.5 GB"];
    expect(questions(table, { base })).toMatchObject([
      { tokens: "16k", element: "fp16" },
      { tokens: "32k", element: "q8_0" },
    ]);
  });

  test("takes the model of a heading before that of a row", () => {
    const table = ["Model | Alpaca 70B | KV cache", "Alpaca 8B | 1.5 GB | 2.5 GB"];
    expect(questions(table).map(({ model }) => model)).toEqual(["alpaca-70b", "alpaca-8b"]);
    const across = ["Context | Alpaca 8B | Alpaca 70B", "16k | 1.5 GB | 2.5 GB"];
    expect(questions(across, { base })).toMatchObject([
      { model: "alpaca-8b", own: undefined, tokens: "16k" },
      { model: "alpaca-70b", own: undefined, tokens: "16k" },
    ]);
  });

  test("has no model where the table names one that is unknown or may be several", () => {
    const table = [
      "Model | KV cache",
      "Alpaca 70B | 1 GB",
      "8B chat | 2 GB",
      "ours | 3 GB",
      "| | 4 GB",
    ];
    const open = { base, decided: { roles: { 0: "model" } } } as const;
    expect(questions(table, open).map(({ model }) => model)).toEqual([
      "alpaca-70b",
      "alpaca-8b",
      undefined,
      undefined,
    ]);
    const alone = ["Model | KV cache", "8B | 1 GB"];
    expect(questions(alone, { base })).toMatchObject([{ model: undefined, own: undefined }]);
    expect(questions(alone, { near: models[2]! })[0]!.model).toBe("vicuna-8b");
  });

  test("of weights has parameters and no tokens", () => {
    const table = [
      "Model | Weights, 9B | KV cache",
      "70B | 140 GB | 5 GB",
      "Alpaca 8B | 16 GB | 1 GB",
    ];
    expect(questions(table, { base })).toMatchObject([
      { quantity: "weights", tokens: undefined, parameters: "70B" },
      { quantity: "kv-cache", tokens: "8k", parameters: "7B" },
      { quantity: "weights", tokens: undefined, parameters: "8B" },
      { quantity: "kv-cache", tokens: "8k", parameters: "7B" },
    ]);
    const headed = ["Row | Weights, 9B", "a | 18 GB"];
    expect(questions(headed, { base })[0]!.parameters).toBe("9B");
    expect(questions(["Row | Weights", "a | 18 GB"], { base })[0]!.parameters).toBe("7B");
  });

  test("is of weights where formats are said and tokens are not", () => {
    const quantity = (...lines: string[]) => questions(lines)[0]!.quantity;
    expect(quantity("Row | fp16 | int4", "a | 16 GB | 4 GB")).toBe("weights");
    expect(quantity("Format | Size", "fp16 | 16 GB")).toBe("weights");
    expect(quantity("Row | fp16 at 16k", "a | 16 GB")).toBe("kv-cache");
    expect(quantity("Context | fp16", "16k | 16 GB")).toBe("kv-cache");
    expect(quantity("Row | Size | at 16k", "a | 16 GB | 8 GB")).toBe("kv-cache");
    expect(quantity("Weights | Size", "a | 16 GB")).toBe("weights");
  });

  test("of a ratio or a percentage is not told what it counts", () => {
    expect(questions(["Row | KV cache", "a | 1.5x"])[0]!.quantity).toBeUndefined();
    expect(questions(["Row | KV cache", "a | 1.5 GB"])[0]!.quantity).toBe("kv-cache");
  });

  test("keeps what it is set to count", () => {
    const set = { base: { quantity: "training" } };
    expect(questions(["Row | KV cache", "a | 1.5 GB"], set)[0]!.quantity).toBe("training");
  });
});

describe("a figure's place", () => {
  test("is told by row and column, and by the labels of both", () => {
    const table = [
      "KV cache | Model",
      "**1.5 GB** | Alpaca 8B",
      "- | Alpaca 70B",
      "2 GB | *Vicuna*",
    ];
    expect(cellsOf(table)).toMatchObject([
      { row: 0, column: 0, rowLabel: "Alpaca 8B", columnLabel: "KV cache", printed: "1.5 GB" },
      { row: 2, column: 0, rowLabel: "Vicuna", columnLabel: "KV cache", printed: "2 GB" },
    ]);
  });

  test("is named by the model, else the context, else the first column of words", () => {
    const label = (...lines: string[]) => cellsOf(lines)[0]!.rowLabel;
    expect(label("Note | Context | Model | GB", "a | 16k | Alpaca 8B | 1.5")).toBe("Alpaca 8B");
    expect(label("Note | Context | GB", "a | 16k | 1.5")).toBe("16k");
    expect(label("Model | Context | GB", "Alpaca 8B | 16k | 1.5")).toBe("Alpaca 8B");
    expect(label("Context | Note | GB", "16k | a | 1.5")).toBe("16k");
    expect(label("GB | Note | Source", "1.5 | a | b")).toBe("a");
    expect(label("GB | MB", "1.5 | 1500")).toBe("1.5");
  });

  test("beyond the table holds nothing", () => {
    expect(reading(["Row | GB", "a | 1.5"]).cells(7)).toEqual([]);
  });
});

describe("the labels that may be a model's", () => {
  const table = [
    "Model | Alpaca 70B",
    "Alpaca 8B | 1 GB",
    "mine | 2 GB",
    "8B | 3 GB",
    "Alpaca 8B | 4 GB",
  ];

  test("are listed once, headings first, with the models they are taken for", () => {
    const { labels } = reading(table);
    expect(labels.map(({ label, model }) => [label, model?.name])).toEqual([
      ["Alpaca 70B", "Alpaca 70B"],
      ["Alpaca 8B", "Alpaca 8B"],
      ["mine", undefined],
      ["8B", "Alpaca 8B"],
    ]);
  });

  test("are what the reader says they are, even where it is nothing known", () => {
    const decided = { models: { mine: "vicuna-8b", "8B": "", "Alpaca 8B": "elsewhere" } };
    const { labels } = reading(table, { decided });
    expect(labels).toEqual([
      { label: "Alpaca 70B", model: models[1] },
      { label: "Alpaca 8B", model: { id: "elsewhere", name: "elsewhere" } },
      { label: "mine", model: { id: "vicuna-8b", name: "vicuna-8b" } },
      { label: "8B", model: undefined },
    ]);
    expect(questions(table, { decided }).map(({ model }) => model)).toEqual(
      Array(4).fill("alpaca-70b"),
    );
  });

  test("are listed up to a hundred, and gaps are none", () => {
    const rows = Array.from({ length: 150 }, (_, at) => `Alpaca 8B v${at} | 1 GB`);
    const decided = { roles: { 0: "model" } } as const;
    expect(reading(["Model | GB", "| | 1 GB", ...rows], { decided }).labels).toHaveLength(100);
    expect(reading(["Model | GB", "| | 1 GB", "mine | 1 GB"], { decided }).labels).toHaveLength(1);
    expect(reading(["Note | GB", "a | 1 GB"]).labels).toEqual([]);
  });
});
