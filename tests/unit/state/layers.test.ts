import { expect, test } from "vitest";
import { example, inputs } from "../../../src/components/layers/state.ts";
import published from "../../site/published-addresses.json" with { type: "json" };

test("every published name of an input of the article on layers still stands for one", () => {
  const keys = inputs.map(({ key }) => key);
  expect(keys).toEqual(
    expect.arrayContaining(published.parameters["/articles/not-every-layer-remembers/"]),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test("published values of inputs are still taken", () => {
  expect(example.names).toEqual(
    expect.arrayContaining([
      "llama-3.1-8b",
      "gemma-3-27b",
      "gpt-oss-120b",
      "llama-4-scout",
      "mistral-7b-v0.1",
      "qwen3-next-80b-a3b",
      "jamba-v0.1",
      "nemotron-3-nano-30b-a3b",
      "kimi-linear-48b-a3b",
      "gemma-3n-e4b",
      "deepseek-v3.2",
      "deepseek-v4-flash",
    ]),
  );
});
