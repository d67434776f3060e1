import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { perToken, shapeOf, vectorsPerToken } from "../../../src/components/token/amounts.ts";
import { attend, project, softmax } from "../../../src/components/token/attention.ts";
import {
  blockOf,
  cellAt,
  mostSlices,
  place,
  scaleFor,
  tokensPerSlice,
} from "../../../src/components/token/block.ts";
import { modelNames, slugs } from "../../../src/components/token/models.ts";
import { read, vectorsOf } from "../../../src/components/token/toy.ts";
import { texts, upTo, words } from "../../../src/components/token/words.ts";
import { entries } from "../../content/collections.ts";

const number = fc.double({ min: -20, max: 20, noNaN: true });
const vector = fc.array(number, { minLength: 4, maxLength: 4 });
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

describe("attention", () => {
  it("shares add up to one, and more score is never less share", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 30 }), (scores) => {
        const shares = softmax(scores);
        expect(sum(shares)).toBeCloseTo(1, 10);
        const byScore = scores.map((score, at) => [score, shares[at]!] as const);
        byScore.sort(([a], [b]) => a - b);
        for (const [at, [, share]] of byScore.entries())
          if (at > 0) expect(share).toBeGreaterThanOrEqual(byScore[at - 1]![1]);
      }),
    );
  });

  it("gives what lies between the values, and a lone value itself", () => {
    const kept = fc.array(fc.tuple(vector, vector), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(vector, kept, (query, pairs) => {
        const keys = pairs.map(([key]) => key);
        const values = pairs.map(([, value]) => value);
        const { output } = attend(query, keys, values);
        for (const [at, one] of output.entries()) {
          const column = values.map((value) => value[at]!);
          expect(one).toBeGreaterThanOrEqual(Math.min(...column) - 1e-9);
          expect(one).toBeLessThanOrEqual(Math.max(...column) + 1e-9);
        }
        const lone = attend(query, [keys[0]!], [values[0]!]).output;
        expect(lone.map((one) => one + 0)).toEqual(values[0]!.map((one) => one + 0));
      }),
    );
  });

  it("projects a vector by the rows of a matrix", () => {
    expect(
      project(
        [2, 3],
        [
          [1, 0],
          [10, 1],
        ],
      ),
    ).toEqual([32, 3]);
  });
});

describe("the made-up sentence", () => {
  it("has the newest word ask only what has been read", () => {
    for (const [place, word] of words.entries()) {
      expect(upTo(word)).toHaveLength(place + 1);
      expect(read(word).shares).toHaveLength(place + 1);
      expect(sum(read(word).shares)).toBeCloseTo(1, 12);
    }
  });

  it("finds the cat for “it”, in figures that can be checked by hand", () => {
    const { products, scores, shares } = read("it");
    expect(products).toEqual([0, 12, 4, 0, 8]);
    expect(scores).toEqual([0, 6, 2, 0, 4]);
    const all = Math.exp(6) + Math.exp(2) + Math.exp(4) + 2;
    expect(shares[1]).toBeCloseTo(Math.exp(6) / all, 12);
    expect(texts[words[shares.indexOf(Math.max(...shares))]!]).toBe("cat");
  });

  it("writes every number of a vector as one digit, as the boxes have room for", () => {
    for (const word of words)
      for (const one of Object.values(vectorsOf(word)).flat()) expect(String(one)).toMatch(/^\d$/);
  });
});

describe("a block", () => {
  const room = { width: 400, height: 250, depth: 190 };
  const shape = fc.record({
    layers: fc.integer({ min: 1, max: 130 }),
    heads: fc.integer({ min: 1, max: 64 }),
    dim: fc.constantFrom(64, 128, 256),
  });
  const tokens = fc.integer({ min: 1, max: 10_000_000 });

  it("has a volume in proportion to its memory, whatever model it is of", () => {
    const shapes = slugs.map(shapeOf);
    fc.assert(
      fc.property(tokens, (count) => {
        const perByte = slugs.map((slug) => {
          const one = shapeOf(slug);
          const scale = scaleFor(one, count, room, shapes);
          const { width, height, depth } = blockOf(one, count, scale);
          return (width * height * depth) / (Number(perToken(slug)) * count);
        });
        for (const one of perByte) expect(one / perByte[0]!).toBeCloseTo(1, 9);
      }),
    );
  });

  it("fits its room, and has few enough slices to tell apart", () => {
    fc.assert(
      fc.property(shape, tokens, (one, count) => {
        const { width, height, depth, slices } = blockOf(one, count, scaleFor(one, count, room));
        expect(width).toBeCloseTo(room.width, 6);
        expect(height).toBeCloseTo(room.height, 6);
        expect(depth).toBeLessThanOrEqual(room.depth + 1e-9);
        expect(slices.length).toBeLessThanOrEqual(mostSlices);
        expect(slices.length).toBe(Math.floor(count / tokensPerSlice(count)));
        if (count > mostSlices) expect(slices.length).toBeGreaterThanOrEqual(mostSlices / 4);
      }),
    );
  });

  it("tells which layer and column a point of the front is in, and that a point beside it is in none", () => {
    fc.assert(
      fc.property(shape, tokens, fc.nat(129), fc.nat(127), (one, count, down, across) => {
        const layer = down % one.layers;
        const column = across % (2 * one.heads);
        const scale = scaleFor(one, count, room);
        const middle = place((column + 0.5) * scale.column, (layer + 0.5) * scale.row);
        expect(cellAt(middle, one, scale)).toEqual({ layer, column });
        expect(cellAt([-1, middle[1]], one, scale)).toBeUndefined();
        expect(cellAt([middle[0], room.height + 1], one, scale)).toBeUndefined();
      }),
    );
  });

  it("is of a model of the catalogue, under its name", () => {
    const catalogue = new Map(entries<{ name: string }>("models"));
    for (const slug of slugs) expect(modelNames[slug]).toBe(catalogue.get(slug)?.name);
  });

  it("is made of the vectors a token leaves", () => {
    for (const slug of slugs)
      expect(vectorsPerToken(slug) * BigInt(shapeOf(slug).dim) * 2n).toBe(perToken(slug));
  });
});
