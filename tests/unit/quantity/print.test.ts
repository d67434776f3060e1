import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decimals,
  decimalsFor,
  grouped,
  plural,
  printBytes,
  significant,
} from "../../../src/lib/quantity/print.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

test("a tie is rounded as asked, exactly", () => {
  const tie = ratio(125, 8); // 15.625
  expect(decimals(tie, 2)).toBe("15.63");
  expect(decimals(tie, 2, { rounding: "half-even" })).toBe("15.62");
  expect(decimals(tie, 2, { rounding: "down" })).toBe("15.62");
  expect(decimals(ratio(1001, 1000), 2, { rounding: "up" })).toBe("1.01");
  expect(decimals(ratio(1, 1), 2, { rounding: "up" })).toBe("1.00");
});

test("printed decimals are within half of the last place", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      fc.integer({ min: 0, max: 6 }),
      (n, d, digits) => {
        const text = decimals(ratio(n, d), digits, { group: false });
        const [whole = "", fraction = ""] = text.split(".");
        expect(fraction).toHaveLength(digits);
        const scale = 10n ** BigInt(digits);
        const off = BigInt(whole + fraction) * d - n * scale;
        expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(d);
      },
    ),
  );
});

test("significant digits are enough and not padded", () => {
  expect(significant(ratio(63, 128), 5)).toBe("0.49219");
  expect(significant(ratio(16n))).toBe("16");
  expect(significant(ratio(1, 16))).toBe("0.0625");
  expect(significant(ratio(123046875, 1000000), 5)).toBe("123.05");
  expect(significant(ratio(0n))).toBe("0");
});

test("groups of three, and a negative is written with a minus sign", () => {
  expect(grouped(16777216n)).toBe("16,777,216");
  expect(grouped(999)).toBe("999");
  expect(decimals(ratio(-3, 2), 1)).toBe("−1.5");
});

test("bytes are printed in the unit asked for", () => {
  expect(printBytes(2097152000n, "GiB")).toBe("1.953\u00a0GiB");
  expect(printBytes(2097152000n, "GB")).toBe("2.097\u00a0GB");
});

test("digits are cut off, rounded up, or go to the nearer side, ties to the even one", () => {
  expect(decimals(ratio(19, 10), 0, { rounding: "down" })).toBe("1");
  expect(decimals(ratio(11, 10), 0, { rounding: "up" })).toBe("2");
  const even = (tenths: number) => decimals(ratio(tenths, 10), 0, { rounding: "half-even" });
  expect([15, 25, 35, 24, 26, 34, 36].map(even)).toEqual(["2", "2", "4", "2", "3", "3", "4"]);
});

test("one of something is said as one, anything else as several", () => {
  expect(plural(1, "layer")).toBe("1 layer");
  expect(plural(1n, "entry", "entries")).toBe("1 entry");
  expect(plural(0, "layer")).toBe("0 layers");
  expect(plural(1.5, "KV head")).toBe("1.5 KV heads");
  expect(plural(4096n, "entry", "entries")).toBe("4,096 entries");
});

test("decimals are grouped unless told, and nothing has no sign", () => {
  expect(decimals(16384n, 0)).toBe("16,384");
  expect(decimals(16384n, 0, { group: false })).toBe("16384");
  expect(decimals(0n, 1)).toBe("0.0");
});

test("as many decimals are shown as it takes, whatever the sign", () => {
  expect(decimalsFor(ratio(1), 4)).toBe(3);
  expect(decimalsFor(ratio(-1, 16), 4)).toBe(5);
  expect(decimalsFor(ratio(123456), 4)).toBe(0);
  expect(significant(ratio(-1, 16))).toBe("−0.0625");
});
