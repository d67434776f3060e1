import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import { ask, type Misread, type Question, understand } from "../../../src/lib/audit/question.ts";

const big = { model: "llama-3.1-405b", tokens: "16k" };
const tiny = {
  architectures: ["LlamaForCausalLM"],
  model_type: "llama",
  hidden_size: 64,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  num_hidden_layers: 3,
};

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

  test.each<[Misread["field"], string, Partial<Question>]>([
    ["unit", 'it reads GB, GiB or such, not "furlong"', { unit: "furlong" }],
    [
      "quantity",
      "15.38 GB is an amount of memory, not tokens or sequences that fit",
      { figure: "15.38 GB", quantity: "fits" },
    ],
    ["model", 'there is no model "gpt-9"', { model: " gpt-9 " }],
    ["model", "name a model, give a config, or say how many parameters", { model: " " }],
    ["against", `there is no model "${"x".repeat(60)}"`, { against: "x".repeat(99) }],
    ["parameters", 'it reads 405B, not "large"', { parameters: "large" }],
    ["tokens", 'it reads 16k, 16ki or 16,384, not "many"', { tokens: "many" }],
    ["batch", 'it reads a whole number above 0, not "0"', { batch: "0" }],
    ["batch", 'it reads a whole number above 0, not "1234567890"', { batch: "1234567890" }],
    ["devices", 'it reads a whole number above 0, not "1.5"', { devices: "1.5" }],
    ["devices", 'it reads a whole number above 0, not "x8"', { devices: "x8" }],
    ["element", 'it reads fp16, bf16, fp8, int4, q8_0 or 6-bit, not "wide"', { element: "wide" }],
    [
      "weights-element",
      'it reads fp16, bf16, fp8, int4, q8_0 or 6-bit, not "wide"',
      { "weights-element": "wide" },
    ],
    ["capacity", 'it reads 80 GB, not "80"', { capacity: "80" }],
    ["capacity", 'state the capacity that is filled, as in "80 GB"', { figure: "300k tokens" }],
    [
      "against",
      "a ratio needs the model it is taken against",
      { figure: "4x", quantity: "cache-ratio" },
    ],
    [
      "parameters",
      "no parameter count is known for mine: state one, as in 405B",
      { quantity: "weights", own: { name: "mine", config: tiny } },
    ],
    ["model", "nothing is known of the layers of 405B", { model: "", parameters: "405B" }],
  ])("is refused at %s: %s", (field, reason, part) => {
    expect(ask({ figure: "15.38", ...big, ...part }, siteCatalogue)).toEqual({
      ok: false,
      field,
      reason,
    });
  });

  test.each([
    ["4x", "weights", "a ratio, not weights"],
    ["93%", "kv-cache", "a percentage, not a KV cache"],
    ["5k tokens", "devices", "a number of tokens, not devices that are needed"],
    ["5k elements", "training", "a count of numbers, not training memory"],
    ["12 GPUs", "cache-share", "a count, not a cache over its model's weights"],
    ["5 GB", "cache-ratio", "an amount of memory, not one cache over another"],
    ["5 GB", "cache-saving", "an amount of memory, not how much smaller one cache is than another"],
  ])("is refused %s as %s: it is %s", (figure, quantity, words) => {
    expect(ask({ figure, ...big, quantity }, siteCatalogue)).toEqual({
      ok: false,
      field: "quantity",
      reason: `${figure} is ${words}`,
    });
  });

  test("is told of every quantity there is", () => {
    expect(ask({ figure: "5", ...big, quantity: "mood" }, siteCatalogue)).toMatchObject({
      reason:
        '"mood" is none of kv-cache, weights, training, cache-ratio, cache-saving, cache-share, fits, devices',
    });
  });

  test.each<[string, Partial<Question>]>([
    ["cache-saving", { figure: "93%", against: "llama-3.1-70b" }],
    ["cache-share", { figure: "93%" }],
    ["cache-ratio", { figure: "4x", against: "llama-3.1-70b" }],
    ["cache-share", { figure: "4x" }],
    ["fits", { figure: "300k tokens" }],
    ["devices", { figure: "12 GPUs" }],
    ["devices", { figure: "12 Devices" }],
    ["devices", { figure: "12 cards" }],
    ["fits", { figure: "12 requests" }],
    ["fits", { figure: "12", capacity: "80 GB" }],
    ["kv-cache", { figure: "12 GB", capacity: "80 GB" }],
    ["kv-cache", { figure: "12 GB", parameters: "405B" }],
    ["weights", { figure: "12 GB", parameters: "405B", tokens: "" }],
    ["kv-cache", { figure: "12 GB", parameters: "405B", tokens: "", weights: false }],
    ["weights", { figure: "12 GB", weights: true }],
    ["kv-cache", { figure: "12 GB", tokens: "" }],
  ])("about %s is read from %o", (quantity, part) => {
    const read = understand({ figure: "", ...big, ...part }, siteCatalogue);
    expect(read).toMatchObject({ ok: true, claim: { quantity } });
  });

  test("states what is typed, and no more", () => {
    const stated = {
      tokens: "16k",
      batch: "999999999",
      devices: "8",
      element: "fp8",
      "weights-element": "int4",
      parameters: "405B",
      capacity: "80 GB",
    };
    expect(
      understand(
        { figure: "5", model: "llama-3.1-405b", ...stated, unit: " MiB ", weights: true },
        siteCatalogue,
      ),
    ).toMatchObject({
      assumed: "MiB",
      claim: {
        subject: { name: "Llama 3.1 405B" },
        stated: {
          tokens: "16k",
          batch: 999_999_999,
          devices: 8,
          element: "fp8",
          weights_element: "int4",
          parameters: "405B",
          capacity: "80 GB",
          weights_take_part: true,
        },
      },
    });
    const bare = understand({ figure: "5", model: "llama-3.1-405b" }, siteCatalogue);
    expect(bare).toMatchObject({ assumed: "GB", claim: { stated: { weights_take_part: false } } });
    expect(bare).not.toHaveProperty("claim.stated.tokens");
    expect(bare).not.toHaveProperty("claim.against");
  });

  test("of a figure per token states no tokens", () => {
    const read = understand({ figure: "516 kB/token", ...big }, siteCatalogue);
    expect(read).toMatchObject({ ok: true });
    expect(read).not.toHaveProperty("claim.stated.tokens");
  });

  test("about a model of one's own is about no other", () => {
    const own = { name: "mine", config: tiny };
    expect(understand({ figure: "5", ...big, own }, siteCatalogue)).toMatchObject({
      claim: { subject: { name: "mine", architecture: { layers: [{ count: 3 }] } } },
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
