import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Assumption } from "../../../src/lib/audit/hypothesis.ts";
import { countings, type Move, readings } from "../../../src/lib/audit/moves.ts";

/** Assumptions a, b, c with so many choices each: a0 is stated, a1 another. */
const made = (counts: readonly number[]): Assumption[] =>
  counts.map((count, index) => {
    const id = "abcdef"[index]!;
    const choice = (place: number) => ({ value: place, label: `${id}${place}` });
    const others = Array.from({ length: count - 1 }, (_, place) => choice(place + 1));
    return { id, name: id, reading: false, choices: [choice(0), ...others] };
  });
const said = (sets: Iterable<readonly Move[]>) =>
  [...sets].map((moves) => moves.map(([, { label }]) => label).join("+"));
const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 });

describe("countings", () => {
  test("are what is stated, then one thing at a time, then each pair", () => {
    const assumptions = made([3, 2, 1, 2]);
    expect(said(countings(assumptions, 0))).toEqual([""]);
    expect(said(countings(assumptions, 1))).toEqual(["", "a1", "a2", "b1", "d1"]);
    expect(said(countings(assumptions, 2))).toEqual([
      ...["", "a1", "a2", "b1", "d1"],
      ...["a1+b1", "a1+d1", "a2+b1", "a2+d1", "b1+d1"],
    ]);
  });

  test("never take one thing as two, nor the same set twice", () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(0, 1, 2), (counts, most) => {
        const sets = [...countings(made(counts), most)];
        const keys = sets.map(
          (moves) => said([[...moves].sort(([a], [b]) => (a.id < b.id ? -1 : 1))])[0],
        );
        expect(new Set(keys).size).toBe(sets.length);
        for (const moves of sets) {
          expect(moves.length).toBeLessThanOrEqual(most);
          expect(new Set(moves.map(([{ id }]) => id)).size).toBe(moves.length);
          for (const [{ choices }, choice] of moves) expect(choice).not.toBe(choices[0]);
        }
      }),
    );
  });

  test("are as many as the choices allow", () => {
    fc.assert(
      fc.property(sizes, (counts) => {
        const others = counts.map((count) => count - 1);
        const sum = others.reduce((all, one) => all + one, 0);
        const squares = others.reduce((all, one) => all + one * one, 0);
        expect([...countings(made(counts), 2)]).toHaveLength(1 + sum + (sum * sum - squares) / 2);
      }),
    );
  });
});

describe("readings", () => {
  test("are every way to read every label, together too", () => {
    expect(said(readings([]))).toEqual([""]);
    expect(said(readings(made([2, 2])))).toEqual(["", "a1", "b1", "a1+b1"]);
    fc.assert(
      fc.property(sizes, (counts) => {
        const all = said(readings(made(counts)));
        expect(all[0]).toBe("");
        expect(new Set(all).size).toBe(all.length);
        expect(all).toHaveLength(counts.reduce((product, count) => product * count, 1));
      }),
    );
  });
});
