import { expect, test } from "vitest";
import { inputs } from "../../../src/components/token/state.ts";
import published from "../../site/published-addresses.json" with { type: "json" };

const keys: string[] = inputs.map(({ key }) => key);

test("every published name of an input of the article still stands for one", () => {
  const names = published.parameters["/articles/what-a-token-leaves-behind/"];
  expect(keys).toEqual(expect.arrayContaining(names));
  expect(new Set(keys).size).toBe(keys.length);
});

test("published values of inputs are still taken", () => {
  const parse = (key: string, text: string) => inputs.find((one) => one.key === key)?.parse(text);
  expect(parse("model", "llama-2-13b")).toBe("llama-2-13b");
  expect(parse("tokens", "131072")).toBe(131_072);
  expect(parse("at", "tired")).toBe("tired");
  expect(parse("key", "the")).toBe("the");
  expect(parse("prompt", "1000000")).toBe(1_000_000);
  expect(parse("passes", "1")).toBe(1);
  expect(parse("layer", "126")).toBe(126);
  expect(parse("part", "values")).toBe("values");
  expect(parse("scale", "same")).toBe("same");
});
