import { describe, expect, test } from "vitest";
import type { Architecture } from "../../../src/lib/architecture/architecture.ts";
import { exactly } from "../../../src/lib/audit/arithmetic.ts";
import { cacheSide } from "../../../src/lib/audit/cache-side.ts";
import type { Stated } from "../../../src/lib/audit/claim.ts";
import { kindChoices } from "../../../src/lib/audit/kind-choices.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

/** One layer that keeps a key and a value of a number each. */
const layer = { kind: "attention", count: 1, kvHeads: 1, keyDim: 1, valueDim: 1 } as const;
const architecture: Architecture = { layers: [layer], trace: {} };
const subject = { name: "small", architecture };
const side = (stated: Stated = {}, options: Parameters<typeof cacheSide>[1] = {}) =>
  cacheSide({ subject, stated }, options);

const labels = ({ assumptions }: Pick<ReturnType<typeof side>, "assumptions">, wanted: string) => {
  const found = assumptions.find(({ id }) => id === wanted);
  return found && [found.name, ...found.choices.map(({ label }) => label)];
};
const amount = ({ assumptions, amount }: ReturnType<typeof side>, departing = {}) => {
  const stated = assumptions.map(({ id, choices }) => [id, choices[0].value]);
  return amount(exactly, { ...Object.fromEntries(stated), ...departing });
};

describe("one model's cache", () => {
  test("is of one sequence where none is stated, or of two", () => {
    expect(labels(side(), "batch")).toEqual(["sequences", "1, taken as none is stated", "2"]);
    expect(amount(side())).toEqual(ratio(4));
    expect(amount(side(), { batch: 2 })).toEqual(ratio(8));
    expect(amount(side({}, { batch: false }))).toEqual(ratio(4));
  });

  test("is of as many sequences as are stated, or of one", () => {
    expect(labels(side({ batch: 8 }), "batch")).toEqual(["sequences", "8", "1"]);
    expect(amount(side({ batch: 8 }))).toEqual(ratio(32));
    expect(amount(side({ batch: 8 }, { batch: false }))).toEqual(ratio(32));
  });

  test("is shared by devices where there are several, or not divided", () => {
    const shared = side({ devices: 2 });
    expect(labels(shared, "devices")).toEqual(["devices that share it", "2", "1: not divided"]);
    expect(amount(shared)).toEqual(ratio(2));
    expect(amount(shared, { devices: 1 })).toEqual(ratio(4));
    expect(labels(side({ devices: 1 }), "devices")).toBeUndefined();
  });

  test("may be that of another model", () => {
    const large = { name: "large", architecture: { layers: [{ ...layer, count: 5 }], trace: {} } };
    const either = side({}, { instead: [large] });
    expect(labels(either, "model")).toEqual(["model", "small", "large"]);
    expect(amount(either, { model: large })).toEqual(ratio(20));
    expect(labels(side(), "model")).toBeUndefined();
  });

  test("says which model its assumptions are of where two stand side by side", () => {
    const other = side({ batch: 3 }, { prefix: "against." });
    expect(labels(other, "against.batch")).toEqual(["sequences of small", "3", "1"]);
    expect(amount(other, { "against.batch": 5, batch: 7 })).toEqual(ratio(20));
  });

  test("may be counted in numbers", () => {
    expect(labels(side(), "element")![0]).toBe("bytes per element");
    const numbers = side({ tokens: "1k" }, { inNumbers: true });
    expect(labels(numbers, "element")).toBeUndefined();
    expect(amount(numbers)).toEqual(ratio(2000));
    expect(amount(numbers, { k: 1024n })).toEqual(ratio(2048));
  });

  test("needs layers, and tokens that read as such", () => {
    expect(() => cacheSide({ subject: { name: "7B" }, stated: {} })).toThrow(
      new RangeError("nothing is known of the layers of 7B"),
    );
    expect(() => side({ tokens: "many" })).toThrow(
      new RangeError('"many" is not a token count: write 16k, 16ki or 16,384'),
    );
  });
});

test("each kind of layer may be counted differently in its own ways", () => {
  const state = {
    kind: "state",
    count: 1,
    name: "mamba-2",
    convElements: 1,
    convBytes: 2,
    stateElements: 1,
    stateBytes: 2,
  } as const;
  const indexer = { kind: "indexer", count: 1, keyDim: 8, ratio: 1 } as const;
  const of = (layers: Architecture["layers"], extra: Architecture["layers"] = []) =>
    kindChoices({ name: "some", architecture: { layers, extra, trace: {} } }).map(
      ({ id, choices }) => `${id}: ${choices.map(({ value }) => value).join(", ")}`,
    );
  const vectors = "vectors: 2, 1, 4";
  expect(of([layer])).toEqual([vectors]);
  expect(of([layer, { ...layer, window: 4 }])).toEqual([
    "window: false, true",
    "layers: keeping, global",
    vectors,
  ]);
  expect(of([layer, state])).toEqual([
    "layers: keeping, every",
    vectors,
    "states: left-out, included",
  ]);
  expect(of([layer, { kind: "shared", count: 1 }])).toEqual(["layers: keeping, every", vectors]);
  expect(of([{ kind: "latent", count: 1, rank: 1, ropeDim: 1 }])).toEqual([
    "latent: stored, without-rope, twice",
  ]);
  expect(of([indexer])).toEqual(["indexer: included, left-out"]);
  expect(of([{ ...indexer, entryBytes: 9 }])).toEqual(["indexer: included, left-out, same-format"]);
  expect(of([state], [layer])).toEqual(["states: left-out, included", "mtp: false, true"]);
  expect(kindChoices({ name: "7B" })).toEqual([]);
});
