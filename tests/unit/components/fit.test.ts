import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import {
  fitOf,
  type Known,
  type KnownModel,
  printedBytes,
} from "../../../src/components/fit/amounts.ts";
import { curveOf } from "../../../src/components/fit/curve.ts";
import { gpusFor, guideBytes } from "../../../src/components/fit/guide.ts";
import {
  gpu,
  inputs,
  model,
  requests,
  share,
  split,
  tokens,
  tp,
} from "../../../src/components/fit/state.ts";
import { reset } from "../../../src/components/state/link.ts";
import { fromConfig, parametersFromConfig } from "../../../src/lib/index.ts";
import { entries } from "../../content/collections.ts";
import published from "../../site/published-addresses.json" with { type: "json" };

const models = Object.fromEntries(
  catalogue().map(({ id, name, config }) => {
    const reading = fromConfig(config);
    const count = parametersFromConfig(config);
    const known = {
      name,
      architecture: reading.kind === "refused" ? { layers: [] } : reading.architecture,
      queryHeads: Number(config.num_attention_heads),
      ...(count.kind === "parameters" && { parameters: String(count.total) }),
    };
    return [id, known as KnownModel];
  }),
) as Known["models"];

const gpus = Object.fromEntries(
  entries<{ reported: { printed: string } }>("gpus").map(([id, { reported }]) => [
    id,
    reported.printed,
  ]),
);
const known: Known = { models, gpus, guide: { capacity: "80 GB" } };

afterEach(() => reset(inputs as never));

describe("what the page can be asked", () => {
  test("keeps the names that links were published with", () => {
    const keys = inputs.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(published.parameters["/articles/will-it-fit/"]));
    expect(keys).toEqual([...new Set(keys)]);
  });

  test("is every GPU of the content, and models that are there", () => {
    expect([...gpu.names].sort()).toEqual(Object.keys(gpus).sort());
    for (const id of [...model.names, ...split.names]) expect(models[id]).toBeDefined();
    for (const id of model.names) expect(models[id].parameters).toBeDefined();
  });

  test("has its parts add up to the GPU, whatever is asked", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...gpu.names),
        fc.constantFrom(...model.names),
        fc.constantFrom(...tp.names),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (card, served, count, percent, number, length) => {
          gpu.value.value = card;
          model.value.value = served;
          tp.value.value = count;
          share.value.value = percent;
          requests.value.value = number;
          tokens.value.value = length;
          const { device, usable, cache, left, room, most } = fitOf(known);
          expect(device.weights + device.other + cache + left).toBe(usable);
          expect(usable).toBeLessThanOrEqual(device.bytes);
          expect(left >= 0n).toBe(room >= 0n && (most === undefined || BigInt(number) <= most));
        },
      ),
    );
  });
});

describe("the curve", () => {
  test("never rises, and is never below the one without windows", () => {
    for (const served of model.names) {
      model.value.value = served;
      tp.value.value = "32";
      const { points, uncapped } = curveOf(known)!;
      const heights = points.map((point) => point.requests);
      expect(heights).toEqual([...heights].sort((a, b) => b - a));
      for (const [place, point] of uncapped.entries())
        expect(points[place]!.requests).toBeGreaterThanOrEqual(point.requests);
    }
  });

  test("is not drawn where the weights do not fit", () => {
    model.value.value = "llama-3.1-405b";
    expect(curveOf(known)).toBeUndefined();
  });
});

describe("the guide's row of GPUs", () => {
  test.each([
    [8, 11n],
    [16, 12n],
  ])("with %i KV heads takes %i", (heads, count) => {
    const { weights, cache } = guideBytes(models["llama-3.1-405b"], heads);
    expect(gpusFor(weights + cache, printedBytes("80 GB"))).toBe(count);
  });

  test("of weights alone takes eleven", () => {
    const { weights } = guideBytes(models["llama-3.1-405b"], 8);
    expect(gpusFor(weights, printedBytes("80 GB"))).toBe(11n);
  });
});

test("an amount that is printed is read to the byte, and what is none is refused", () => {
  expect(printedBytes("81559 MiB")).toBe(81_559n * 2n ** 20n);
  expect(printedBytes("201310208 KiB")).toBe(201_310_208n * 1024n);
  expect(() => printedBytes("93.3%")).toThrow();
});
