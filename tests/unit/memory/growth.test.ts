import * as fc from "fast-check";
import { expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import {
  type Architecture,
  bytesPerTokenAt,
  cacheBytes,
  fromConfig,
  growsInSteps,
  growth,
  type LayerGroup,
  ratio,
} from "../../../src/lib/index.ts";

const architectures = catalogue().flatMap(({ config }) => {
  const reading = fromConfig(config);
  return reading.kind === "architecture" ? [reading.architecture] : [];
});

test("within a stretch every token adds the same on average", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...architectures),
      fc.bigInt({ min: 0n, max: 1_000_000n }),
      (architecture, tokens) => {
        const stretch = growth(architecture).findLast(({ from }) => from <= tokens)!;
        expect(bytesPerTokenAt(architecture, { tokens })).toEqual(stretch.bytesPerToken);
      },
    ),
  );
});

test("where nothing grows in steps, the next token adds what it is said to", () => {
  const tokens = 2n ** 20n;
  const steps = architectures.filter((architecture) => growsInSteps(architecture));
  expect(steps.length).toBeGreaterThan(0);
  for (const architecture of architectures) {
    const added = [0n, 1n, 2n, 3n].map(
      (more) =>
        cacheBytes(architecture, { tokens: tokens + more + 1n }) -
        cacheBytes(architecture, { tokens: tokens + more }),
    );
    const said = bytesPerTokenAt(architecture, { tokens });
    const exact = added.every((bytes) => said.d === 1n && bytes === said.n);
    expect(exact).toBe(!steps.includes(architecture));
  }
});

test("stretches add up to the cache, on whole entries", () => {
  for (const architecture of architectures) {
    const tokens = 2n ** 20n;
    const stretches = growth(architecture);
    const grown = stretches
      .map(({ from, bytesPerToken: { n, d } }, place) => {
        const length = (stretches[place + 1]?.from ?? tokens) - from;
        return ratio(n * length, d);
      })
      .reduce((sum, { n, d }) => sum + n / d, cacheBytes(architecture, { tokens: 0n }));
    expect(grown).toBe(cacheBytes(architecture, { tokens }));
  }
});

test("a stretch ends wherever a window fills, the shortest first, and names what is full", () => {
  const heads = { kvHeads: 1, keyDim: 1, valueDim: 1 };
  const attention = (count: number, window: number): LayerGroup => ({
    kind: "attention",
    count,
    ...heads,
    window,
  });
  const long = attention(1, 4096);
  const short = attention(2, 512);
  const chunk = { ...attention(3, 4096), chunked: true };
  const latent: LayerGroup = { kind: "latent", count: 5, rank: 2, ropeDim: 1, window: 1024 };
  const all: LayerGroup = { kind: "attention", count: 7, ...heads };
  const layers = [long, short, chunk, latent, all, { kind: "shared", count: 2 }] as const;
  const model: Architecture = { layers, extra: [attention(1, 64)], trace: {} };
  const stretches = [
    { from: 0n, bytesPerToken: ratio(82), full: [] },
    { from: 512n, bytesPerToken: ratio(74), full: [short] },
    { from: 1024n, bytesPerToken: ratio(44), full: [latent] },
    { from: 4096n, bytesPerToken: ratio(28), full: [long, chunk] },
  ];
  expect(growth(model)).toEqual(stretches);
  expect(growth(model, { mtp: true }).map(({ from }) => from)).toEqual([
    0n,
    64n,
    512n,
    1024n,
    4096n,
  ]);
});
