import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import { along, place, queryHeadsOf } from "../../../src/components/heads/line.ts";
import { breadth, mix, outlines, poseOf } from "../../../src/components/heads/pose.ts";
import { againstItself, savedPercent, savingLines } from "../../../src/components/heads/saving.ts";
import { groupAt, keptAt } from "../../../src/components/heads/sharing.ts";
import {
  divisors,
  type Shape,
  type Stop,
  shapeNames,
  shapes,
  stopsOf,
} from "../../../src/components/heads/state.ts";
import { whoReads } from "../../../src/components/heads/words.ts";
import { cacheBytes, decimals, elementSize, numbersPerToken } from "../../../src/lib/index.ts";

const deepseek = { rank: 512, ropeDim: 64 };

const shape: fc.Arbitrary<Shape> = fc
  .record({
    layers: fc.integer({ min: 1, max: 200 }),
    queryHeads: fc.integer({ min: 1, max: 256 }),
    keyDim: fc.integer({ min: 1, max: 512 }),
    valueDim: fc.integer({ min: 1, max: 512 }),
  })
  .map((dims) => ({ slug: "any", name: "Any", own: "1", ...dims }));

const widths = fc.record({
  rank: fc.integer({ min: 1, max: 4096 }),
  ropeDim: fc.integer({ min: 0, max: 512 }),
});

const withStop = shape.chain((one) =>
  fc.tuple(fc.constant(one), fc.constantFrom(...stopsOf(one)), widths),
);

describe("the stops", () => {
  it("are every number that splits the query heads evenly, most first, then MLA", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (heads) => {
        const found = divisors(heads);
        for (let kvHeads = 1; kvHeads <= heads; kvHeads++)
          expect(found.includes(kvHeads)).toBe(heads % kvHeads === 0);
        expect([...found].sort((a, b) => b - a)).toEqual(found);
      }),
    );
    expect(stopsOf(shapes["8B"])).toEqual(["32", "16", "8", "4", "2", "1", "mla"]);
  });

  it("start where each model is", () => {
    expect(shapeNames.map((name) => shapes[name].own)).toEqual(["8", "8", "8", "mla"]);
  });
});

describe("what is kept at a stop", () => {
  it("costs what the library's cache of one token costs", () => {
    fc.assert(
      fc.property(withStop, ([one, stop, mla]) => {
        const kept = keptAt(one, stop, mla);
        const architecture = { layers: [groupAt(one, stop, mla)], trace: {} };
        expect(kept.bytes).toBe(cacheBytes(architecture, { tokens: 1n }));
        expect(kept.bytes).toBe(BigInt(one.layers) * kept.numbers * 2n);
      }),
    );
  });

  it("halves with the KV heads, and does not ask MLA for heads", () => {
    const bytes = (name: "8B" | "405B", stop: Stop) => keptAt(shapes[name], stop, deepseek).bytes;
    expect(bytes("8B", "8")).toBe(131_072n);
    expect(bytes("8B", "32")).toBe(4n * bytes("8B", "8"));
    expect(bytes("405B", "8")).toBe(516_096n);
    expect(keptAt(shapes.V3, "mla", deepseek).bytes).toBe(70_272n);
    expect(keptAt(shapes.V3, "128", deepseek).bytes).toBe(4_997_120n);
    for (const name of shapeNames) expect(keptAt(shapes[name], "mla", deepseek).numbers).toBe(576n);
  });

  it("is said in words that name its heads", () => {
    const said = (stop: Stop) => whoReads(shapes["8B"], keptAt(shapes["8B"], stop, deepseek));
    expect(said("32")).toBe("Each of the 32 query heads has a KV head of its own.");
    expect(said("8")).toBe("Each of 8 KV heads is read by 4 of the 32 query heads.");
    expect(said("1")).toBe("All 32 query heads read one KV head.");
    expect(said("mla")).toContain("One latent of 512 numbers and one rotary key of 64");
  });
});

describe("the drawing", () => {
  it("leads the heads of a group, and only those, to one place", () => {
    fc.assert(
      fc.property(withStop, ([one, stop, mla]) => {
        const { target } = poseOf(one, stop, mla);
        const kvHeads = stop === "mla" ? 1 : Number(stop);
        expect(new Set(target).size).toBe(kvHeads);
        const perGroup = one.queryHeads / kvHeads;
        for (const [head, x] of target.entries())
          expect(x).toBe(target[Math.floor(head / perGroup) * perGroup]);
      }),
    );
  });

  it("stands each KV head under the middle of its group", () => {
    fc.assert(
      fc.property(withStop, ([one, stop, mla]) => {
        fc.pre(stop !== "mla");
        const { query, target } = poseOf(one, stop, mla);
        const perGroup = one.queryHeads / Number(stop);
        for (let first = 0; first < query.length; first += perGroup) {
          const group = query.slice(first, first + perGroup);
          const middle = group.reduce((sum, x) => sum + x, 0) / perGroup;
          expect(target[first]).toBeCloseTo(middle, 6);
        }
      }),
    );
  });

  it("is to scale: widths are as the numbers of the formula", () => {
    fc.assert(
      fc.property(withStop, ([one, stop, mla]) => {
        const { target, box, rotary } = poseOf(one, stop, mla);
        const all = new Set(target).size * box + rotary;
        const oneHead = poseOf(one, "1", mla).box;
        const [kept, single] = [stop, "1" as const].map((at) =>
          Number(numbersPerToken(groupAt(one, at, mla))),
        );
        expect(all / oneHead).toBeCloseTo(kept! / single!, 6);
      }),
    );
  });

  it("moves from one pose to the next without leaving either's bounds", () => {
    fc.assert(
      fc.property(
        withStop,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([one, stop, mla], part) => {
          const [from, to] = [poseOf(one, `${one.queryHeads}`, mla), poseOf(one, stop, mla)];
          expect(mix(from, to, 0).target).toEqual(from.target);
          const moving = mix(from, to, part);
          for (const [head, x] of moving.target.entries()) {
            expect(x).toBeGreaterThanOrEqual(Math.min(from.target[head]!, to.target[head]!) - 1e-9);
            expect(x).toBeLessThanOrEqual(Math.max(from.target[head]!, to.target[head]!) + 1e-9);
          }
          for (const outline of Object.values(outlines(moving)))
            expect(outline).toMatch(/^(?:[MLhvz]|-?\d|[ .])*$/);
        },
      ),
    );
  });

  it("draws as many boxes as there are KV heads, inside its breadth", () => {
    for (const stop of stopsOf(shapes["405B"]).filter((one) => one !== "mla")) {
      const { keys, wires } = outlines(poseOf(shapes["405B"], stop, deepseek));
      expect(keys.match(/M/g)).toHaveLength(Number(stop));
      expect(wires.match(/M/g)).toHaveLength(128);
      for (const [, x] of keys.matchAll(/M([\d.]+)/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThan(breadth);
      }
    }
  });
});

describe("the saving", () => {
  const lines = savingLines("bf16", "6-bit");

  it("grows with each difference and ends at the printed figure", () => {
    expect(lines.map(({ bytes }) => bytes)).toEqual([389_120n, 109_440n, 69_120n, 25_920n]);
    expect(decimals(lines[2]!.saved, 2)).toBe("82.24");
    expect(decimals(lines[3]!.saved, 1)).toBe("93.3");
  });

  it("is of the formats that are asked for", () => {
    const wide = savingLines("fp32", "fp32");
    expect(wide.map(({ bytes }) => bytes)).toEqual([778_240n, 218_880n, 138_240n, 138_240n]);
    expect(() => savingLines("bf16", "soft")).toThrow("no format soft");
    expect(elementSize("6-bit")).toEqual({ n: 3n, d: 4n });
  });

  it("against its own heads kept whole is another", () => {
    const { whole, latent } = againstItself();
    expect(latent).toBe(lines[2]!.bytes);
    expect(decimals(savedPercent(latent, whole), 1)).toBe("98.6");
  });
});

describe("models on the line", () => {
  const models = catalogue();
  const placed = models.flatMap(({ id, name, config }) => place(id, name, config) ?? []);
  const at = (id: string) => placed.find((one) => one.id === id);

  it("stand where their heads put them", () => {
    expect(at("llama-2-13b")?.sharing).toBe("MHA");
    expect(at("llama-3.1-405b")).toMatchObject({ sharing: "GQA", queryHeads: 128, kvHeads: 8 });
    expect(at("octocoder")).toMatchObject({ sharing: "MQA", queryHeads: 48, kvHeads: 1 });
    expect(at("deepseek-v3")).toMatchObject({ sharing: "MLA", numbers: 576n, mixed: false });
    expect(at("glm-5.3-flash")?.numbers).toBe(512n);
    expect(at("olmo-3-7b")).toMatchObject({ sharing: "MHA", mixed: true });
  });

  it("are left out where their fields do not say", () => {
    expect(at("mistral-7b-v0.1")).toBeUndefined();
    expect(at("minimax-m2")).toBeUndefined();
    expect(at("deepseek-v4-flash")).toBeUndefined();
  });

  test("the table of a model's layers decides, so its heads and its bytes agree", () => {
    for (const { id, queryHeads, kvHeads, sharing, numbers, mixed, bytes } of placed) {
      const { config } = models.find((model) => model.id === id)!;
      expect(queryHeads, id).toBe(queryHeadsOf(config as Record<string, unknown>));
      if (sharing === "MHA") expect(kvHeads, id).toBe(queryHeads);
      if (sharing === "MQA") expect(kvHeads, id).toBe(1);
      if (!mixed) expect(bytes.n % (2n * numbers), id).toBe(0n);
    }
  });

  it("come in one order: more query heads to a KV head further on, latents last", () => {
    const order = [...placed].sort(along).map(({ sharing }) => sharing);
    expect(order.lastIndexOf("MHA")).toBeLessThan(order.indexOf("GQA"));
    expect(order.indexOf("MLA")).toBe(order.length - order.filter((one) => one === "MLA").length);
  });
});
