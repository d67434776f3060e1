import { describe, expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import {
  assumedUnit,
  type Catalogue,
  claimOf,
  type FigureEntry,
  sideOf,
} from "../../../src/lib/audit/entry.ts";
import { auditPublication, ledgerFigures } from "../../../src/lib/audit/ledger.ts";

const config = {
  hidden_size: 64,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  num_hidden_layers: 3,
};
const model = { name: "Small", config };
const catalogue = (published?: number, count?: bigint): Catalogue => ({
  model: (id) => (id === "small" ? { ...model, published_parameters: published } : undefined),
  count: () => count,
});
const figure = (more: Partial<FigureEntry> = {}): FigureEntry => ({
  id: "figure",
  printed: "5 GB",
  quantity: "kv-cache",
  stated: { model: "small" },
  ...more,
});

describe("a side of a claim", () => {
  const side = (stated: FigureEntry["stated"], quantity: FigureEntry["quantity"] = "kv-cache") =>
    sideOf(stated, quantity, catalogue());

  test("is named as it is stated, else as its model, else as its parameters", () => {
    expect(side({ model: "small", name: "mine", parameters: "7B" }).subject.name).toBe("mine");
    expect(side({ model: { id: "small" }, parameters: "7B" }).subject.name).toBe("Small");
    expect(side({ parameters: "7B" }).subject.name).toBe("7B");
    expect(side({}).subject.name).toBe("the model");
  });

  test("has the layers of its model, but for the fields that are stated", () => {
    const { architecture, widths } = side({
      model: "small",
      config: { num_hidden_layers: 5 },
    }).subject;
    expect(architecture!.layers).toMatchObject([{ count: 5, kvHeads: 2, keyDim: 16 }]);
    expect(widths).toEqual({ queryHeads: 4, hiddenSize: 64 });
    expect(side({ parameters: "7B" }).subject).toEqual({ name: "7B" });
  });

  test("has the parameters that were published, else those counted", () => {
    const of = (published?: number, count?: bigint) =>
      sideOf({ model: "small" }, "weights", catalogue(published, count)).subject.parameters;
    expect(of(7000, 7001n)).toBe(7000n);
    expect(of(undefined, 7001n)).toBe(7001n);
    expect(of()).toBeUndefined();
    expect(
      sideOf({ config }, "weights", catalogue(7000, 7001n)).subject.parameters,
    ).toBeUndefined();
  });

  test("has no parameters where nobody published or counts them", () => {
    const uncounted: Catalogue = { model: catalogue().model };
    expect(sideOf({ model: "small" }, "weights", uncounted).subject.parameters).toBeUndefined();
  });

  test("takes the one format that is stated as that of the weights where they are asked for", () => {
    const element = "fp8";
    expect(side({ element }).stated).not.toHaveProperty("weights_element");
    for (const quantity of ["weights", "training"] as const) {
      expect(side({ element }, quantity).stated.weights_element).toBe("fp8");
      expect(side({ element, weights_element: "int4" }, quantity).stated.weights_element).toBe(
        "int4",
      );
    }
  });

  test("cannot be of a model that is not there", () => {
    expect(() => side({ model: "large" })).toThrow(new RangeError('there is no model "large"'));
  });
});

describe("a claim", () => {
  test.each([
    ["fits", "count"],
    ["devices", "count"],
    ["cache-ratio", "ratio"],
    ["cache-saving", "ratio"],
    ["cache-share", "ratio"],
    ["kv-cache", "none"],
    ["weights", "none"],
  ] as const)("of %s takes plain digits as a %s", (quantity, kind) => {
    expect(claimOf(figure({ printed: "5", quantity }), catalogue()).figure.kind).toBe(kind);
    expect(claimOf(figure({ printed: "5%", quantity }), catalogue()).figure.kind).toBe("percent");
  });

  test("is as loose as its words", () => {
    expect(claimOf(figure({ loosely: "about" }), catalogue()).figure.looseness).toBe("about");
    expect(claimOf(figure(), catalogue()).figure.looseness).toBe("exact");
  });

  test("needs digits", () => {
    expect(() => claimOf(figure({ printed: "many" }), catalogue())).toThrow(/^"many": \w/);
  });

  test("of training has a formula only where the bytes of a parameter are stated", () => {
    const formula = (
      stated: FigureEntry["stated"],
      quantity: FigureEntry["quantity"] = "training",
    ) => claimOf(figure({ quantity, stated: { model: "small", ...stated } }), catalogue()).formula;
    expect(formula({})).toBe(false);
    expect(formula({ element: "fp16" })).toBe(true);
    expect(formula({ weights_element: "fp16" })).toBe(true);
    expect(formula({}, "weights")).toBe(true);
    expect(formula({ formula: false }, "weights")).toBe(false);
    expect(formula({ formula: true })).toBe(true);
  });

  test("may rest on another figure of its publication", () => {
    const first = figure({ id: "first", printed: "2 GB", stated: { tokens: "1,000", batch: 4 } });
    const plain = figure({ id: "plain", printed: "3 GB", stated: {} });
    const basis = (of: string) => claimOf(figure({ basis: of }), catalogue(), [plain, first]).basis;
    expect(basis("first")).toMatchObject({ figure: { text: "2 GB" }, tokens: 1000n, batch: 4n });
    expect(basis("plain")).toMatchObject({ figure: { text: "3 GB" }, tokens: 1n, batch: 1n });
    expect(() => basis("second")).toThrow(new RangeError('basis names no figure "second"'));
    expect(claimOf(figure(), catalogue())).not.toHaveProperty("basis");
  });

  test("on its own is its whole publication", () => {
    const alone = (basis: string) => claimOf(figure({ id: "total", basis }), catalogue()).basis;
    expect(alone("total")).toMatchObject({ figure: { text: "5 GB" } });
    expect(() => alone("other")).toThrow(new RangeError('basis names no figure "other"'));
  });

  test("cannot rest on a figure or on tokens that do not read as such", () => {
    const resting = (more: Partial<FigureEntry>) => () =>
      claimOf(figure({ basis: "odd" }), catalogue(), [figure({ id: "odd", ...more })]);
    expect(resting({ printed: "many" })).toThrow(new RangeError('basis names no figure "odd"'));
    expect(resting({ stated: { tokens: "many" } })).toThrow(
      new RangeError('"many" is not a token count: write 16k, 16ki or 16,384'),
    );
  });

  test("has the model it is taken against, and those it may be of instead", () => {
    const small = { model: "small" };
    expect(claimOf(figure({ against: small, instead: [small] }), catalogue())).toMatchObject({
      against: { subject: { name: "Small" } },
      instead: [{ name: "Small" }],
    });
    const plain = claimOf(figure(), catalogue());
    expect(plain).not.toHaveProperty("against");
    expect(plain).not.toHaveProperty("instead");
  });
});

test.each([
  [undefined, "GB"],
  ["MiB", "MiB"],
  ["furlong", "GB"],
])("a figure of unit %j is taken in %s", (unit, taken) => {
  expect(assumedUnit(figure(unit === undefined ? {} : { unit }))).toBe(taken);
});

describe("a publication", () => {
  const publication = {
    title: "Some table",
    publisher: "somebody",
    confidence: "read",
    tables: [
      {
        caption: "Cache",
        place: "table 1",
        quantity: "kv-cache" as const,
        unit: "GiB",
        stated: { model: "llama-3.1-8b", element: "fp16" },
        figures: [
          { id: "a", printed: "1", row: "8B", column: "8ki", stated: { tokens: "8ki" } },
          { id: "b", printed: "9", row: "8B", column: "16ki", confidence: "unsure" },
        ],
      },
    ],
    figures: [
      {
        id: "c",
        printed: "16 GB",
        what: "weights",
        quantity: "weights" as const,
        stated: { parameters: "8B" },
      },
    ],
  };

  test("has every figure of its tables, and then those of its text", () => {
    expect(ledgerFigures(publication)).toEqual([
      {
        id: "a",
        printed: "1",
        what: "Cache: 8B, 8ki",
        place: "table 1",
        quantity: "kv-cache",
        unit: "GiB",
        stated: { model: "llama-3.1-8b", element: "fp16", tokens: "8ki" },
        confidence: "read",
      },
      {
        id: "b",
        printed: "9",
        what: "Cache: 8B, 16ki",
        place: "table 1",
        quantity: "kv-cache",
        unit: "GiB",
        stated: { model: "llama-3.1-8b", element: "fp16" },
        confidence: "unsure",
      },
      { ...publication.figures[0], confidence: "read" },
    ]);
    const { title, publisher, confidence } = publication;
    expect(ledgerFigures({ title, publisher, confidence })).toEqual([]);
  });

  test("is audited figure by figure, in the unit of each table", () => {
    const verdicts = auditPublication(publication, siteCatalogue).map(
      ({ id, finding }) => `${id} ${finding.verdict}`,
    );
    expect(verdicts).toEqual(["a agrees", "b diverges-cause-unknown", "c agrees"]);
  });

  test("says which figure lacks what", () => {
    const [table] = publication.tables;
    const wrong = { ...publication, tables: [{ ...table!, stated: { model: "large" } }] };
    expect(() => auditPublication(wrong, siteCatalogue)).toThrow(
      new RangeError('a: there is no model "large"'),
    );
    const broken = {
      model: () => {
        throw new TypeError("broken");
      },
    };
    expect(() => auditPublication(publication, broken)).toThrow(new TypeError("broken"));
  });
});
