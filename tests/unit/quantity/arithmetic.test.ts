import fc from "fast-check";
import { expect, test } from "vitest";
import { workOut } from "../../../src/lib/quantity/arithmetic.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const value = (text: string) => {
  const worked = workOut(text);
  if ("error" in worked) throw new Error(`${text}: ${worked.error}`);
  return worked.value;
};

const refusal = (text: string) => {
  const worked = workOut(text);
  return "error" in worked ? worked.error : undefined;
};

test("the question's own lines come to what it said they do", () => {
  expect(value("16000 * (2 * 32 * 8 * (4096/32) * 2) / 1024**3")).toEqual(ratio(1953125, 10 ** 6));
  expect(value("128000 * (2 * 126 * 8 * (16384/128) * 2) / 1024**3")).toEqual(
    ratio(615234375, 10 ** 7),
  );
});

test("powers bind to the right, floors divide down, and tenths are tenths", () => {
  expect(value("2**3**2")).toEqual(ratio(512));
  expect(value("-7 // 2")).toEqual(ratio(-4));
  expect(value("0.1 + 0.2")).toEqual(ratio(3, 10));
  expect(value("1_000 - 1e3")).toEqual(ratio(0));
});

test("sums and products of whole numbers are those of whole numbers", () => {
  const number = fc.bigInt({ min: 0n, max: 10n ** 30n });
  fc.assert(
    fc.property(number, number, number, (a, b, c) => {
      expect(value(`${a} * (${b} + ${c})`)).toEqual(ratio(a * (b + c)));
    }),
  );
});

test("what is not arithmetic is refused with a reason", () => {
  expect(refusal("")).toMatch(/nothing/);
  expect(refusal("1 / 0")).toBe("division by zero");
  expect(refusal("layers * 2")).toMatch(/layers is a name/);
  expect(refusal("alert(1)")).toMatch(/only numbers/);
  expect(refusal("[1, 2]")).toMatch(/only numbers/);
  expect(refusal("'x'")).toMatch(/not a number/);
  expect(refusal("-2**2")).toMatch(/whichever is meant/);
  expect(refusal("9**9**9")).toMatch(/too large/);
  expect(refusal("1 +".repeat(200))).toMatch(/characters/);
  expect(workOut("1 +")).toMatchObject({ at: 3 });
});

test("nothing that can be typed throws or hangs", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."0123456789.+-*/() ex_'[]{}=<>&|!~^%,;?:") }),
      (text) => {
        expect(() => workOut(text)).not.toThrow();
      },
    ),
    { numRuns: 2000 },
  );
});

test.each([
  ["2**-2", ratio(1, 4)],
  ["(1/2)**-3", ratio(8)],
  ["0**2", ratio(0)],
  ["0**0", ratio(1)],
  ["7 // 3", ratio(2)],
  ["1 // 2", ratio(0)],
  ["-6 // 3", ratio(-2)],
  ["-1 // 3", ratio(-1)],
  ["+5 - -2", ratio(7)],
  [".5 + 5.", ratio(11, 2)],
  ["1.5e-3", ratio(3, 2000)],
  ["1e+3", ratio(1000)],
  ["2.5e1", ratio(25)],
  ["1E12", ratio(10n ** 12n)],
  ["2**1000", ratio(2n ** 1000n)],
])("%s is worked out as Python does", (text, expected) => {
  expect(value(text)).toEqual(expected);
});

test.each([
  ["   ", "nothing to work out"],
  ["2**0.5", "a power has to be a whole number"],
  ["0**-1", "division by zero"],
  ["5 // 0", "division by zero"],
  ["2**1001", "the power is too large to work out"],
  ["~5", "~ is not arithmetic"],
  ["!5", "! is not arithmetic"],
  ["5 % 2", "% is not arithmetic"],
  ["1 < 2", "< is not arithmetic"],
  ["1 +", "expected expression after +"],
])("%j is refused: %s", (text, reason) => {
  expect(refusal(text)).toBe(reason);
});

test("four hundred characters are read and one more is not", () => {
  expect(value(`1${" ".repeat(399)}`)).toEqual(ratio(1));
  expect(refusal(`1${" ".repeat(400)}`)).toBe("longer than 400 characters");
});
