import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import {
  type Architecture,
  cacheBytes,
  crossings,
  fromConfig,
  type LayerGroup,
} from "../../../src/lib/index.ts";
import { fullLayers, latentLayers, stateLayers, windowLayers } from "../engines/arbitrary.ts";

const of = (...layers: LayerGroup[]): Architecture => ({ layers, trace: {} });
const one = (group: LayerGroup): LayerGroup => ({ ...group, count: 1 });
const indexer: LayerGroup = { kind: "indexer", count: 3, keyDim: 128, ratio: 4 };

test("below the crossing the state is larger, from there on the layer that grows is not smaller", () => {
  fc.assert(
    fc.property(
      stateLayers,
      fc.oneof(fullLayers, windowLayers, latentLayers),
      fc.constantFrom("fp32" as const, "fp16" as const, "fp8" as const, "q8_0" as const),
      (state, growing, keyType) => {
        const [found, ...others] = crossings(of(state, growing), { keyType });
        expect(others).toEqual([]);
        const { tokens, stateBytes } = found!;
        const kept = (length: bigint) => cacheBytes(of(one(growing)), { tokens: length, keyType });
        expect(stateBytes).toBe(cacheBytes(of(one(state)), { tokens: 0n }));
        if (tokens === undefined) {
          expect(kept(10n ** 9n)).toBeLessThan(stateBytes);
          return;
        }
        expect(kept(tokens)).toBeGreaterThanOrEqual(stateBytes);
        expect(kept(tokens - 1n)).toBeLessThan(stateBytes);
      },
    ),
  );
});

test("a layer that keeps several things is weighed as a whole, steps and all", () => {
  fc.assert(
    fc.property(stateLayers, latentLayers, (state, latent) => {
      const model = { ...of(state, latent, indexer), order: [[0], [1, 2], [1, 2]] };
      const [{ tokens, growing } = { tokens: 0n, growing: [] }, ...others] = crossings(model);
      expect(others).toEqual([]);
      expect(growing).toEqual([latent, indexer]);
      const kept = (length: bigint) =>
        cacheBytes(of(one(latent), one(indexer)), { tokens: length });
      const { stateBytes } = crossings(model)[0]!;
      expect(kept(tokens!)).toBeGreaterThanOrEqual(stateBytes);
      expect(kept(tokens! - 1n)).toBeLessThan(stateBytes);
    }),
  );
});

test("a smaller format of the cache moves the crossing out, and leaves the state as it is", () => {
  fc.assert(
    fc.property(stateLayers, fullLayers, (state, full) => {
      const at = (keyType: "fp16" | "fp8") => crossings(of(state, full), { keyType })[0]!;
      expect(at("fp8").stateBytes).toBe(at("fp16").stateBytes);
      const [half, whole] = [at("fp8").tokens!, at("fp16").tokens!];
      expect(half === 2n * whole || half === 2n * whole - 1n).toBe(true);
    }),
  );
});

test("models without states have no crossing; layers that keep nothing are not weighed", () => {
  const state: LayerGroup = {
    kind: "state",
    count: 2,
    name: "mamba-2",
    convElements: 10,
    convBytes: 2,
    stateElements: 100,
    stateBytes: 4,
  };
  expect(crossings(of({ kind: "shared", count: 3 }))).toEqual([]);
  expect(crossings(of(state, { kind: "shared", count: 3 }))).toEqual([]);
});

test("every hybrid of the catalogue has a crossing that divides its two sizes", () => {
  const found = catalogue().flatMap(({ id, config }) => {
    const reading = fromConfig(config);
    if (reading.kind === "refused") return [];
    return crossings(reading.architecture).map((crossing) => ({ id, ...crossing }));
  });
  expect(found.length).toBeGreaterThanOrEqual(8);
  for (const { id, stateBytes, growing, tokens } of found) {
    if (growing.some((group) => "ratio" in group)) continue;
    const perToken = cacheBytes(of(...growing.map(one)), { tokens: 1n });
    expect(tokens, id).toBe((stateBytes + perToken - 1n) / perToken);
  }
});
