import { expect, test } from "vitest";
import { inputs } from "../../../src/components/byte/state.ts";
import published from "../../site/published-addresses.json" with { type: "json" };

const article = "/articles/numbers-that-fit-in-a-byte/";

test("every published name of an input still stands for one", () => {
  const keys = inputs.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(published.parameters[article]));
  expect(new Set(keys).size).toBe(keys.length);
});

test("published values of inputs are still taken", () => {
  const parse = (key: string, text: string) => inputs.find((one) => one.key === key)?.parse(text);
  expect(parse("x", "-3e5")).toBe("-3e5");
  expect(parse("block", "q8_0")).toBe("q8_0");
  expect(parse("block", "mxfp4")).toBe("mxfp4");
  expect(parse("rot", "yes")).toBe("yes");
  expect(parse("at", "32")).toBe(32);
  expect(parse("to", "8")).toBe("8");
  expect(parse("model", "deepseek-v3")).toBe("deepseek-v3");
  expect(parse("tokens", "131072")).toBe(131_072);
  expect(parse("ctk", "iq4_nl")).toBe("iq4_nl");
  expect(parse("ctv", "fp8")).toBe("fp8");
  expect(parse("headdim", "80")).toBe(80);
});
