import { describe, expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import type { Catalogue } from "../../../src/lib/audit/entry.ts";
import { ask, type Question, understand } from "../../../src/lib/audit/question.ts";

const big = { figure: "15.38 GB", model: "llama-3.1-405b", tokens: "16k" };

describe("what is typed with spaces around it", () => {
  test("means what it says", () => {
    const read = understand(
      {
        figure: "5",
        model: " llama-3.1-405b ",
        tokens: " 16k\n",
        batch: " 8 ",
        devices: "\t2",
        element: " fp8 ",
        "weights-element": "int4 ",
        parameters: " 405B",
        capacity: " 80 GB ",
      },
      siteCatalogue,
    );
    expect(read).toMatchObject({
      ok: true,
      claim: {
        stated: {
          tokens: "16k",
          batch: 8,
          devices: 2,
          element: "fp8",
          weights_element: "int4",
          parameters: "405B",
          capacity: "80 GB",
        },
      },
    });
  });

  test("says nothing where there is nothing else", () => {
    const blank = { tokens: " ", batch: " ", element: "\t", capacity: "  ", against: " " };
    const read = understand({ ...big, ...blank }, siteCatalogue);
    expect(read).toMatchObject({ ok: true, claim: { stated: { batch: undefined } } });
    expect(read).not.toHaveProperty("claim.stated.tokens");
    expect(read).not.toHaveProperty("claim.against");
  });
});

describe("the model that a ratio is taken against", () => {
  test.each(["llama-3.1-70b", " llama-3.1-70b "])("is %j under the same terms", (against) => {
    const asked = ask(
      { figure: "1.58x", model: "llama-3.1-405b", tokens: "16k", element: "fp8", against },
      siteCatalogue,
    );
    expect(asked).toMatchObject({
      ok: true,
      claim: {
        quantity: "cache-ratio",
        subject: { name: "Llama 3.1 405B" },
        stated: { tokens: "16k", element: "fp8" },
        against: {
          subject: { name: "Llama 3.1 70B" },
          stated: { tokens: "16k", element: "fp8" },
        },
      },
      finding: { verdict: "agrees", computed: { n: 63n, d: 40n } },
    });
  });
});

describe("what cannot be used", () => {
  const long = "x".repeat(99);

  test.each<[keyof Question, number]>([
    ["model", 60],
    ["tokens", 60],
    ["element", 60],
    ["capacity", 60],
    ["quantity", 40],
  ])("as %s is quoted, though not at whatever length", (field, characters) => {
    const read = ask({ ...big, [field]: long }, siteCatalogue);
    if (read.ok) throw new Error("it was understood");
    expect(read.field).toBe(field);
    expect(/x+/.exec(read.reason.replaceAll("ex", ""))![0]).toHaveLength(characters);
    expect(read.reason).toContain(`"${"x".repeat(characters)}"`);
  });

  test("is the model itself, whatever it is called", () => {
    for (const model of ["a capacity", "a parameter count", "against"])
      expect(ask({ ...big, model }, siteCatalogue)).toEqual({
        ok: false,
        field: "model",
        reason: `there is no model "${model}"`,
      });
  });

  test.each(["much", "80 heads"])("is a capacity of %s", (capacity) => {
    expect(ask({ ...big, capacity }, siteCatalogue)).toEqual({
      ok: false,
      field: "capacity",
      reason: `it reads 80 GB, not "${capacity}"`,
    });
  });

  test("is no model at all where nothing else says what is asked about", () => {
    expect(ask({ figure: "5 GB" }, siteCatalogue)).toMatchObject({ ok: false, field: "model" });
    expect(ask({ figure: "14 GB", parameters: "7B" }, siteCatalogue)).toMatchObject({
      ok: true,
      claim: { quantity: "weights", subject: { name: "7B" } },
      finding: { verdict: "agrees" },
    });
  });
});

describe("a fault of the library's own", () => {
  const model = () => ({ name: "faulty", config: { num_hidden_layers: 1 } });

  test("in the catalogue is no fault of what was typed", () => {
    const catalogue: Catalogue = {
      model: () => {
        throw new Error("the catalogue is broken");
      },
    };
    expect(() => understand(big, catalogue)).toThrow("the catalogue is broken");
  });

  test("in the answer is none either", () => {
    const catalogue: Catalogue = {
      model,
      read: () => ({
        get layers(): never {
          throw new TypeError("the layers are broken");
        },
        trace: {},
      }),
    };
    expect(understand(big, catalogue)).toMatchObject({ ok: true });
    expect(() => ask(big, catalogue)).toThrow("the layers are broken");
  });
});
