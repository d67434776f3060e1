import { expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import {
  type Architecture,
  cacheBytes,
  evaluate,
  fromConfig,
  growsInSteps,
  layeredCache,
  layeredValues,
  ratio,
} from "../../../src/lib/index.ts";

const models = catalogue().flatMap(({ id, config }) => {
  const reading = fromConfig(config);
  return reading.kind === "architecture" ? [{ id, architecture: reading.architecture }] : [];
});

test("where one formula for all layers has numbers, it gives what the groups give together", () => {
  for (const { id, architecture } of models) {
    for (const tokens of [0n, 1n, 127n, 1024n, 5000n, 131_072n]) {
      const settings = { tokens, batch: 3n, keyType: "fp8" } as const;
      const values = layeredValues(architecture, settings);
      if (values)
        expect(evaluate(layeredCache.expression, values), id).toEqual(
          ratio(cacheBytes(architecture, settings)),
        );
    }
  }
});

test("it has numbers for windows, states and both absent, and refuses what takes more terms", () => {
  const has = (wanted: string) => {
    const { architecture } = models.find(({ id }) => id === wanted)!;
    return layeredValues(architecture, { tokens: 1024n }) !== undefined;
  };
  for (const id of [
    "llama-3.1-8b",
    "gemma-3-27b",
    "llama-4-scout",
    "qwen3-next-80b-a3b",
    "deepseek-v3",
  ])
    expect(has(id), id).toBe(true);
  for (const id of ["mimo-v2-flash", "deepseek-v3.2", "deepseek-v4-flash"])
    expect(has(id), id).toBe(false);
  for (const { id, architecture } of models)
    if (growsInSteps(architecture)) expect(has(id), id).toBe(false);
});

test("two windows or two sizes of state are more than it can say", () => {
  const full = { kind: "attention", count: 2, kvHeads: 8, keyDim: 128, valueDim: 128 } as const;
  const state = {
    kind: "state",
    name: "kda",
    count: 1,
    convElements: 1,
    convBytes: 2,
    stateElements: 3,
    stateBytes: 4,
  } as const;
  const values = (...layers: Architecture["layers"]) =>
    layeredValues({ layers, trace: {} }, { tokens: 9n });
  expect(values({ ...full, window: 4 }, { ...full, window: 5 })).toBeUndefined();
  expect(values(state, { ...state, stateElements: 4 })).toBeUndefined();
  expect(values(full, { ...full, kvHeads: 4 })).toBeUndefined();
  expect(values(full, { ...full, window: 4 }, state, { kind: "shared", count: 9 })).toBeDefined();
});
