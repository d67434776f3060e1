import { expect, test } from "vitest";
import { NotReadable, orProblem, problem } from "../../../src/lib/source/problem.ts";

const wanted = { kind: "refused", field: "a.json", reason: "is empty", advice: "Try again." };

test("a problem holds its field, reason and advice", () => {
  expect(problem("a.json", "is empty", "Try again.")).toEqual(wanted);
});

test("what cannot be read carries its problem", () => {
  const error = new NotReadable("a.json", "is empty", "Try again.");
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toBe("is empty");
  expect(error.problem).toEqual(wanted);
});

test("what a reader gives is passed on, at once or later", async () => {
  expect(await orProblem(() => 7)).toBe(7);
  expect(await orProblem(() => Promise.resolve("text"))).toBe("text");
});

test("what cannot be read becomes its problem, at once or later", async () => {
  const read = (): string => {
    throw new NotReadable("a.json", "is empty", "Try again.");
  };
  expect(await orProblem(read)).toEqual(wanted);
  expect(await orProblem(async () => read())).toEqual(wanted);
});

test.each([
  new TypeError("a bug"),
  new Error("is empty"),
  Object.assign(new Error("x"), { problem: wanted }),
  "a text",
])("%s passes through", async (thrown) => {
  await expect(orProblem(() => Promise.reject(thrown))).rejects.toBe(thrown);
  await expect(
    orProblem(() => {
      throw thrown;
    }),
  ).rejects.toBe(thrown);
});
