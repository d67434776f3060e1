import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import { ask, type Question } from "../../../src/lib/audit/question.ts";

const big = { model: "llama-3.1-405b", tokens: "16k" };

describe("a question as somebody types it", () => {
  test.each<[string, Partial<Question>]>([
    ["figure", { figure: "1e400 GB" }],
    ["figure", { figure: "-3 GB" }],
    ["figure", { figure: "NaN GB" }],
    ["figure", { figure: "١٥٫٣٨ GB" }],
    ["figure", { figure: "" }],
    ["figure", { figure: "x".repeat(1_000_000) }],
    ["figure", { figure: "<img src=x onerror=alert(1)>" }],
    ["quantity", { figure: "4.66x", quantity: "kv-cache" }],
    ["quantity", { quantity: "mood" }],
    ["model", { model: "gpt-9" }],
    ["model", { model: "" }],
    ["against", { figure: "4.66x", quantity: "cache-ratio" }],
    ["against", { figure: "4.66x", against: "gpt-9" }],
    ["capacity", { figure: "300k tokens" }],
    ["parameters", { model: "", parameters: "large" }],
    ["config", { own: { name: "mine", config: { num_hidden_layers: -1 } } }],
  ])("is refused naming %s: %o", (field, part) => {
    expect(ask({ figure: "15.38", ...big, ...part }, siteCatalogue)).toMatchObject({
      ok: false,
      field,
    });
  });

  test.each(["15.38 GB", "15,38 GB", "15.38\u2009GB", "15.38\u00a0GB"])("reads %s", (figure) => {
    const asked = ask({ figure, ...big }, siteCatalogue);
    expect(asked.ok && asked.finding.verdict).toBe("diverges-with-a-cause");
  });

  test("is answered or refused, never thrown at, whatever is typed", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        "__proto__",
        "8 constructor",
        "7 toString",
        "0",
        "0 GB",
        "15.38",
        "16k",
        "fp16",
        "405B",
        "80 GB",
        "8",
        "gpt2-xl",
        "GiB",
      ),
    );
    const question = fc.record({
      figure: text,
      model: fc.oneof(text, fc.constantFrom("llama-3.1-8b", "gemma-3-27b", "deepseek-v2")),
      tokens: text,
      batch: text,
      element: text,
      capacity: text,
      devices: text,
      parameters: text,
      against: text,
      unit: text,
      quantity: fc.oneof(text, fc.constantFrom("kv-cache", "weights", "fits", "devices")),
    });
    fc.assert(
      fc.property(question, (one) => {
        const asked = ask(one, siteCatalogue);
        if (!asked.ok) expect(asked.reason).not.toBe("");
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});
