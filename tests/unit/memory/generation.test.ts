import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { config } from "../../../src/content/models/llama-3.1-8b.json";
import {
  bytesPerToken,
  cacheReads,
  computedWithCache,
  computedWithoutCache,
  denseArchitecture,
  denseCache,
  denseToken,
  evaluate,
  type Formula,
  parametersRead,
  ratio,
  texSymbols,
  toCode,
  toInteger,
  type Values,
} from "../../../src/lib/index.ts";

const value = ({ expression }: Formula, values: Values) => toInteger(evaluate(expression, values));
const count = fc.integer({ min: 1, max: 60 });
const generation = (prompt: number, passes: number, perToken = 1): Values => ({
  prompt_tokens: prompt,
  decode_passes: passes,
  bytes_per_token: perToken,
});

/** Generation as it happens: which tokens each pass computes, and how many it attends to. */
function generate(prompt: number, passes: number, cached: boolean) {
  let computed = 0;
  let read = 0;
  let kept = 0;
  for (let pass = 0; pass <= passes; pass += 1) {
    const length = prompt + pass;
    computed += length - kept;
    if (pass > 0) read += length;
    kept = cached ? length : 0;
  }
  return { computed, read };
}

describe("what generating takes", () => {
  it("is what the passes add up to, with a cache and without", () => {
    fc.assert(
      fc.property(count, count, (prompt, passes) => {
        const values = generation(prompt, passes);
        expect(value(computedWithCache, values)).toBe(
          BigInt(generate(prompt, passes, true).computed),
        );
        expect(value(computedWithoutCache, values)).toBe(
          BigInt(generate(prompt, passes, false).computed),
        );
      }),
    );
  });

  it("for a text read one token at a time is T against T(T + 1)/2", () => {
    fc.assert(
      fc.property(count, (tokens) => {
        const values = generation(1, tokens - 1);
        expect(value(computedWithCache, values)).toBe(BigInt(tokens));
        expect(value(computedWithoutCache, values)).toBe(BigInt((tokens * (tokens + 1)) / 2));
      }),
    );
  });

  it("reads from the cache what it does not compute again", () => {
    fc.assert(
      fc.property(count, count, count, (prompt, passes, bytes) => {
        const values = generation(prompt, passes, bytes);
        const { read } = generate(prompt, passes, true);
        expect(value(cacheReads, values)).toBe(BigInt(read * bytes));
        expect(value(cacheReads, values)).toBe(
          (value(computedWithoutCache, values) - BigInt(prompt)) * BigInt(bytes),
        );
      }),
    );
  });
});

describe("what one token leaves", () => {
  it("is the cache of one token of one sequence, and what the architecture says", () => {
    const size = fc.integer({ min: 1, max: 256 });
    fc.assert(
      fc.property(size, size, size, (layers, heads, dim) => {
        const values = {
          key_and_value: 2,
          num_hidden_layers: layers,
          num_key_value_heads: heads,
          head_dim: dim,
          bytes_per_element: 2,
        };
        const bytes = value(denseToken, values);
        expect(bytes).toBe(value(denseCache, { ...values, tokens: 1, batch: 1 }));
        const architecture = denseArchitecture({
          hidden_size: dim,
          num_attention_heads: heads,
          num_hidden_layers: layers,
          num_key_value_heads: heads,
          head_dim: dim,
        });
        expect(bytes).toBe(bytesPerToken(architecture));
      }),
    );
  });
});

it("a pass of Llama 3.1 8B reads all parameters but the rows of other tokens", () => {
  expect(parametersRead({ ...config, head_dim: 128 })).toBe(8_030_261_248n - 128_256n * 4096n);
});

describe("a quotient", () => {
  it("divides exactly", () => {
    expect(
      evaluate(computedWithoutCache.expression, { prompt_tokens: 2, decode_passes: 3 }),
    ).toEqual(ratio(14n));
  });

  it("is typeset as a fraction and copied as code that runs", () => {
    expect(texSymbols(computedWithoutCache)).toBe(
      "N_{\\text{again}} = \\frac{(n + 1) \\cdot (2 \\cdot p + n)}{2}",
    );
    const values = generation(1000, 500);
    const expected = String(value(computedWithoutCache, values));
    const script = toCode(computedWithoutCache, values, "typescript");
    const run = (command: string, flag: string, code: string) =>
      execFileSync(command, [flag, code], { encoding: "utf8" }).trim();
    expect(run(process.execPath, "-e", script.replaceAll(/ \/\/.*$/gm, ""))).toBe(expected);
    const python = toCode(computedWithoutCache, values, "python");
    expect(python).toContain(
      "Fraction((decode_passes + 1) * (2 * prompt_tokens + decode_passes), 2)",
    );
    expect(python).toContain("from fractions import Fraction");
    expect(python).toContain("print(tokens_computed_without_cache)");
  });
});
