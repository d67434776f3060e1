import fc from "fast-check";
import { expect, test } from "vitest";
import {
  inputs,
  kvHeads,
  model,
  rank,
  ropeDim,
  shapeNames,
  shapes,
  stopsOf,
} from "../../../src/components/heads/state.ts";
import { changed, fromQuery, reset, toQuery } from "../../../src/components/state/link.ts";
import published from "../../site/published-addresses.json" with { type: "json" };

const article = "/articles/heads-from-mha-to-mla/";
const all = inputs as never;

test("every published name of an input still stands for one", () => {
  const keys = inputs.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(published.parameters[article]));
  expect(new Set(keys).size).toBe(keys.length);
});

test("a link gives back what was chosen, for every model and stop", () => {
  const chosen = fc
    .constantFrom(...shapeNames)
    .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...stopsOf(shapes[name]))));
  const widths = fc.tuple(fc.integer({ min: 1, max: 4096 }), fc.integer({ min: 0, max: 512 }));
  fc.assert(
    fc.property(chosen, widths, ([name, stop], [latent, rotary]) => {
      reset(all);
      model.value.value = name;
      kvHeads[name].value.value = stop;
      rank.value.value = latent;
      ropeDim.value.value = rotary;
      const query = toQuery(all);
      reset(all);
      expect(fromQuery(all, query)).toEqual([]);
      expect([model, kvHeads[name], rank, ropeDim].map(({ value }) => value.value)).toEqual([
        name,
        stop,
        latent,
        rotary,
      ]);
    }),
  );
  reset(all);
});

test("KV heads that do not divide the query heads are refused with those that do", () => {
  for (const text of ["3", "64", "0", "-8", "8.5", "MLA", "toString", ""]) {
    const [ignored] = fromQuery(all, `kv8b=${text}`);
    expect(ignored?.why, text).toContain("one of 1, 2, 4, 8, 16, 32, mla");
    expect(changed(all)).toEqual([]);
  }
});
