import { afterEach, expect, test } from "vitest";
import { reset } from "../../../src/components/state/link.ts";
import { links } from "../../../src/components/workbench/model/chosen.ts";
import { pack, take, unpack } from "../../../src/components/workbench/packed.ts";
import { now } from "../../../src/components/workbench/set-up.ts";
import {
  count,
  gpu,
  inputs,
  requests,
  setUpInputs,
  tokens,
} from "../../../src/components/workbench/state.ts";
import published from "../../site/published-addresses.json" with { type: "json" };

afterEach(() => reset(setUpInputs));

test("every published name of an input of the workbench still stands for one", () => {
  const keys = inputs.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(published.parameters["/workbench/"]));
  expect(new Set(keys).size).toBe(keys.length);
});

test("a token count is taken as the rest of the site takes it", () => {
  expect(tokens.parse("16k")).toBe(16_000);
  expect(tokens.parse("16ki")).toBe(16_384);
  expect(tokens.parse("16,384")).toBe(16_384);
  for (const text of ["", "0", "-1", "1.5", "11m", "16kk", "none"])
    expect(tokens.parse(text)).toBeUndefined();
});

test("a packed set-up is what differs, and gives the inputs back", () => {
  expect(pack()).toBe("1");
  requests.value.value = 4;
  gpu.value.value = "b200";
  links.layers.value.value = "a*b_c ü";
  const packed = pack();
  expect(packed).toBe("1*layers_a%2Ab_c%20%C3%BC*n_4*gpu_b200");
  reset(setUpInputs);
  const read = unpack(packed)!;
  expect([read(requests), read(gpu), read(links.layers), read(count)]).toEqual([
    4,
    "b200",
    "a*b_c ü",
    1,
  ]);
  take(packed);
  expect(now(requests)).toBe(4);
  expect(pack()).toBe(packed);
});

test.each(["", "2*n_4", "1*n", "1*n_none", "1*colour_red", "1*n_%E0%A4%A", "1*__proto___1"])(
  "%j is no packed set-up",
  (text) => expect(unpack(text)).toBeUndefined(),
);
