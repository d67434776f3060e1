import { describe, expect, test } from "vitest";
import type { Architecture } from "../../../src/lib/index.ts";
import { type Keeper, longest, mostRequests } from "../../../src/lib/plan/limits.ts";

const layer = { kind: "attention", count: 1, kvHeads: 1, keyDim: 1, valueDim: 1 } as const;
const keeper = (architecture: Architecture["layers"][number], room: Keeper["room"]): Keeper => ({
  architecture: { layers: [architecture], trace: {} },
  room,
});
/** A layer that keeps 4 bytes of every token, and one that keeps them of the last 10. */
const every = (room: Keeper["room"]) => keeper(layer, room);
const lastTen = (room: Keeper["room"]) => keeper({ ...layer, window: 10 }, room);

const unknown = { unknown: "nobody weighed it" };

describe("the longest", () => {
  const of = (keepers: readonly Keeper[], asked = {}) =>
    longest(keepers, { tokens: 1n, requests: 2n, ...asked });
  const prefix = { sharedPrefix: 10n };

  test("takes the room that all requests share", () => {
    expect(of([every(400n)])).toBe(50n);
    expect(of([every(407n)])).toBe(50n);
    expect(of([every(408n)])).toBe(51n);
  });

  test("keeps the prefix once on each copy, of which the fullest decides", () => {
    expect(of([every(400n)], prefix)).toBe(55n);
    expect(of([every(400n)], { ...prefix, requests: 3n, copies: 2n })).toBe(55n);
  });

  test("is none where not even the prefix fits", () => {
    expect(of([every(39n)], prefix)).toBe(0n);
    expect(of([every(40n)], prefix)).toBe(10n);
    expect(of([every(0n)])).toBe(0n);
    expect(of([lastTen(-1n)])).toBe(0n);
  });

  test("is any where full windows fit", () => {
    expect(of([lastTen(80n)])).toBe("any");
    expect(of([lastTen(79n)])).toBe(9n);
  });

  test("is any only where windows fit that the prefix has left", () => {
    expect(of([lastTen(80n)], { sharedPrefix: 4n })).toBe("any");
    expect(of([lastTen(79n)], { sharedPrefix: 4n })).toBe(13n);
  });

  test("is that of the GPU that is full first", () => {
    expect(of([every(400n), lastTen(80n)])).toBe(50n);
    expect(of([lastTen(39n), every(400n)])).toBe(4n);
    expect(of([lastTen(80n), keeper({ ...layer, window: 20 }, 160n)])).toBe("any");
    expect(of([keeper({ ...layer, window: 20 }, 159n), lastTen(80n)])).toBe(19n);
    expect(of([lastTen(80n), keeper({ ...layer, window: 20 }, 159n)])).toBe(19n);
  });

  test("is not known where a room is not", () => {
    expect(of([every(400n), every(unknown)])).toBe(unknown);
  });
});

describe("the most requests", () => {
  const of = (keepers: readonly Keeper[], asked = {}) =>
    mostRequests(keepers, { tokens: 10n, requests: 1n, ...asked });

  test("take the room each, on every copy", () => {
    expect(of([every(439n)])).toBe(10n);
    expect(of([every(440n)])).toBe(11n);
    expect(of([every(400n)], { copies: 3n })).toBe(30n);
    expect(of([every(39n)])).toBe(0n);
    expect(of([every(40n)])).toBe(1n);
  });

  test("take the room of what they do not share", () => {
    expect(of([every(400n)], { sharedPrefix: 4n })).toBe(16n);
    expect(of([every(40n)], { sharedPrefix: 10n })).toBe("any");
    expect(of([every(39n)], { sharedPrefix: 10n })).toBe(0n);
  });

  test("are those of the GPU that is full first", () => {
    const all = { sharedPrefix: 10n, tokens: 20n };
    const endless = keeper({ kind: "shared", count: 1 }, 0n);
    expect(of([every(400n), every(200n)])).toBe(5n);
    expect(of([every(200n), every(400n)])).toBe(5n);
    expect(of([endless, every(200n)], { copies: 2n })).toBe(10n);
    expect(of([every(200n), endless], { copies: 2n })).toBe(10n);
    expect(of([every(80n), lastTen(400n)], all)).toBe(1n);
    expect(of([endless, endless], { copies: 2n })).toBe("any");
  });

  test("are not known where a room is not", () => {
    expect(of([every(400n), every(unknown)])).toBe(unknown);
  });
});
