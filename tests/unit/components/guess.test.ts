import fc from "fast-check";
import { expect, test } from "vitest";
import { compare } from "../../../src/components/book/guess.ts";

const answer = fc.double({ min: 1e-3, max: 1e15, noNaN: true });

test("the answer itself is right, however it is grouped", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e15 }), (whole) => {
      for (const text of [String(whole), whole.toLocaleString("en-US"), ` ${whole} `]) {
        expect(compare(text, whole)).toEqual({ told: "Right.", read: true });
      }
    }),
  );
});

test("a guess is called too large or too small as it is", () => {
  fc.assert(
    fc.property(answer, fc.double({ min: 1.01, max: 1e5, noNaN: true }), (value, times) => {
      expect(compare((value * times).toFixed(12), value).told).toMatch(/too large\.$/);
      expect(compare((value / times).toFixed(12), value).told).toMatch(
        /too small|more than nothing/,
      );
    }),
  );
});

test("a factor is named, and a near miss in per cent", () => {
  expect(compare("256", 128).told).toBe("2 times too large.");
  expect(compare("1024", 131072).told).toBe("128 times too small.");
  expect(compare("80", 85.89934592).told).toBe("Close: 6.9 % too small.");
  expect(compare("9e99", 1).told).toBe("more than a million times too large.");
});

test("what is no number is refused with what one looks like", () => {
  for (const text of ["", "many", "-3", "1e", "NaN", "Infinity", "0x10", "<b>8</b>"]) {
    expect(compare(text, 8)).toEqual({
      told: "A guess is a number, such as 128 or 7.5.",
      read: false,
    });
  }
});
