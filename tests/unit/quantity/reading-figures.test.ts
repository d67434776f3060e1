import { describe, expect, test } from "vitest";
import { interval, parseFigure, readFigure } from "../../../src/lib/quantity/figure.ts";
import { decimals } from "../../../src/lib/quantity/print.ts";
import { type Ratio, ratio } from "../../../src/lib/quantity/ratio.ts";

const text = (value: Ratio) => decimals(value, 3, { group: false });
const bounds = (printed: string, style?: "truncated" | "rounded-up") => {
  const { low, high } = interval(parseFigure(printed)!, style);
  return [text(low), text(high)];
};

describe("reading a printed figure", () => {
  test.each([
    ["15.38 GB", "bytes", "GB", "15.380", "exact"],
    ["~1.7GB", "bytes", "GB", "1.700", "about"],
    ["123.05 GB", "bytes", "GB", "123.050", "exact"],
    ["160kiB", "bytes", "KiB", "160.000", "exact"],
    ["3.25 TB", "bytes", "TB", "3.250", "exact"],
    ["3,250 GB", "bytes", "GB", "3250.000", "exact"],
    ["15,38 GB", "bytes", "GB", "15.380", "exact"],
    ["0,984 GB", "bytes", "GB", "0.984", "exact"],
    ["3.250,5 GB", "bytes", "GB", "3250.500", "exact"],
    ["16\u2009384 MiB", "bytes", "MiB", "16384.000", "exact"],
    ["16 384\u00a0MiB", "bytes", "MiB", "16384.000", "exact"],
    ["up to 1.6 GB", "bytes", "GB", "1.600", "about"],
    ["about 5 gigabytes", "bytes", "GB", "5.000", "about"],
    ["over 300 GB", "bytes", "GB", "300.000", "above"],
    ["less than 400 MB", "bytes", "MB", "400.000", "below"],
    ["40GB+", "bytes", "GB", "40.000", "above"],
    ["160 KiB/token", "bytes", "KiB", "160.000", "exact"],
    ["93.3%", "percent", undefined, "93.300", "exact"],
    ["4.66x", "ratio", undefined, "4.660", "exact"],
    ["4.66×", "ratio", undefined, "4.660", "exact"],
    ["one third", "ratio", undefined, "0.333", "exact"],
    ["300k tokens", "tokens", undefined, "300000.000", "exact"],
    ["0.3M tokens", "tokens", undefined, "300000.000", "exact"],
    ["7,864,320,000 floats", "numbers", undefined, "7864320000.000", "exact"],
    ["12 GPUs", "count", undefined, "12.000", "exact"],
    ["15.38", "none", undefined, "15.380", "exact"],
  ] as const)("%s", (printed, kind, unit, value, looseness) => {
    const read = readFigure(printed);
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    expect([
      read.figure.kind,
      read.figure.unit,
      text(read.figure.value),
      read.figure.looseness,
    ]).toEqual([kind, unit, value, looseness]);
  });

  test.each([
    ["1e400 GB", /exponent/],
    ["-5 GB", /not negative/],
    ["−5 GB", /not negative/],
    ["NaN GB", /not a number/],
    ["Infinity GB", /not a number/],
    ["١٥٫٣٨ GB", /0 to 9/],
    ["１５ GB", /0 to 9/],
    ["", /nothing/],
    ["GB", /plain number/],
    ["15.38 parsecs", /not a unit/],
    ["1.2.3 GB", /one number/],
    ["1,2,3 GB", /one number/],
    [`${"9".repeat(60)} GB`, /40 digits/],
    ["9".repeat(10_000), /80 characters/],
    ["<script>alert(1)</script>", /plain number/],
  ])("refuses %s and says why", (printed, reason) => {
    const read = readFigure(printed);
    expect(read).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
    expect(parseFigure(printed)).toBeUndefined();
  });
});

describe("what prints as a figure", () => {
  test("half of the last printed place either side, for half up and half even alike", () => {
    expect(bounds("15.62 GB")).toEqual(["15.615", "15.625"]);
    expect(bounds("0.313 GB")[0]).toBe("0.313");
    expect(interval(parseFigure("0.313 GB")!).low).toEqual(ratio(625n, 2000n));
  });

  test("a whole place to one side where digits were cut off or rounded up", () => {
    expect(bounds("5.3 GB", "truncated")).toEqual(["5.300", "5.400"]);
    expect(bounds("6.5 GB", "rounded-up")).toEqual(["6.400", "6.500"]);
  });

  test("trailing zeros bind where a figure is exact and not where it is about", () => {
    expect(bounds("300000 tokens")).toEqual(["299999.500", "300000.500"]);
    expect(bounds("about 300000 tokens")).toEqual(["250000.000", "350000.000"]);
    expect(bounds("300k tokens")).toEqual(["299500.000", "300500.000"]);
    expect(bounds("~1.70 GB")).toEqual(["1.695", "1.705"]);
  });

  test("a bound reaches one significant place to its side", () => {
    expect(bounds("less than 400 MB")).toEqual(["300.000", "400.000"]);
    expect(bounds("over 300 GB")).toEqual(["300.000", "400.000"]);
    expect(bounds("under 0 GB")[0]).toBe("0.000");
  });
});

test.each(["__proto__", "constructor", "5 constructor", "5 __proto__", "5 valueOf"])(
  "%s is refused in words, whatever objects inherit",
  (text) => {
    expect(readFigure(text)).toMatchObject({ ok: false, reason: expect.any(String) });
  },
);

describe("a fraction of small whole numbers", () => {
  test.each([
    ["3/4", ratio(3, 4)],
    ["12 / 16", ratio(3, 4)],
    ["1/12", ratio(1, 12)],
    ["99/98", ratio(99, 98)],
  ])("%s is a ratio, good to a twentieth", (text, value) => {
    const { kind, place } = parseFigure(text)!;
    expect({ kind, place }).toEqual({ kind: "ratio", place: ratio(1, 20) });
    expect(parseFigure(text)!.value).toEqual(value);
  });

  test.each(["0/4", "3/0", "100/3", "3/100", "x3/4", "3/4x", "3/"])("%s is none", (text) => {
    expect(parseFigure(text)).toBeUndefined();
  });
});

test("what an amount is for one of is kept with it", () => {
  expect(parseFigure("160 KiB/token")?.per).toBe("token");
  expect(parseFigure("80 GB per GPU")?.per).toBe("device");
  expect(parseFigure("80 GB")?.per).toBeUndefined();
});

test.each([
  ["1.5 e 9 GB", "write the digits out, without an exponent"],
  ["1e+9", "write the digits out, without an exponent"],
  ["12e-9", "write the digits out, without an exponent"],
  ["x 1e9", "it does not start with a plain number"],
  ["infinite", "it is not a number"],
  ["5 inf", "“inf” is not a unit known here (GB, GiB, %, x, tokens, floats, GPUs)"],
  ["2+2", "“+2” is not a unit known here (GB, GiB, %, x, tokens, floats, GPUs)"],
])("%s is refused: %s", (text, reason) => {
  expect(readFigure(text)).toEqual({ ok: false, reason });
});

test("spaces around a figure and a dash before its noun are no part of it", () => {
  expect(parseFigure("  15.38 GB  ")).toMatchObject({ text: "15.38 GB", unit: "GB" });
  expect(parseFigure("4.66-fold")).toMatchObject({ kind: "ratio", value: ratio(466, 100) });
  expect(parseFigure(`5${" ".repeat(76)}GB`)?.unit).toBe("GB");
  expect(parseFigure(`5${" ".repeat(77)}GB`)).toBeUndefined();
});
