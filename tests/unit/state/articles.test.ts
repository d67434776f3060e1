import { expect, test } from "vitest";
import { inputs as parameters } from "../../../src/components/parameters/state.ts";
import { inputs as training } from "../../../src/components/training/state.ts";
import published from "../../site/published-addresses.json" with { type: "json" };

test.each([
  ["/articles/counting-the-weights/", parameters],
  ["/articles/training-memory/", training],
] as const)("%s keeps the names of its inputs", (article, inputs) => {
  const keys = inputs.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(published.parameters[article]));
  expect(keys).toEqual([...new Set(keys)]);
});
