import { describe, expect, test } from "vitest";
import { type Style, stylesOf } from "../../../src/lib/audit/styles.ts";
import { parseFigure } from "../../../src/lib/quantity/figure.ts";
import type { Looseness } from "../../../src/lib/quantity/looseness.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const styles = (text: string, looseness: Looseness = "exact") =>
  stylesOf({ ...parseFigure(text)!, looseness });
/** Which of some thousandths a style takes for the printed digits. */
const taken = (style: Style, ...thousandths: number[]) =>
  thousandths.filter((value) => style.test(ratio(value, 1000)));

describe("how digits came about", () => {
  test("is by the nearest value, where nothing departs", () => {
    const { nearest } = styles("15.38 GB");
    expect(taken(nearest, 15_374, 15_375, 15_380, 15_385, 15_386)).toEqual([
      15_375, 15_380, 15_385,
    ]);
    expect(nearest).not.toHaveProperty("departure");
    expect(nearest).not.toHaveProperty("rounding");
  });

  test("may be by cutting off or rounding up, but for the value that has other digits", () => {
    const [cut, up] = styles("15.38 GB").others;
    expect(taken(cut!, 15_379, 15_380, 15_389, 15_390)).toEqual([15_380, 15_389]);
    expect(taken(up!, 15_370, 15_371, 15_380, 15_381)).toEqual([15_371, 15_380]);
    const digits = { id: "digits", assumption: "last digits", stated: "rounded to the nearest" };
    expect(cut).toMatchObject({
      rounding: "down",
      departure: { ...digits, reading: true, used: "cut off", weight: 60 },
    });
    expect(up).toMatchObject({
      rounding: "up",
      departure: { ...digits, reading: true, used: "rounded up", weight: 60 },
    });
  });

  test("is screened in doubles that leave nothing out", () => {
    const { nearest, others, close } = styles("1.5 GB");
    for (const style of [nearest, ...others, ...close])
      for (let value = 1300; value < 1700; value++)
        if (style.test(ratio(value, 1000))) {
          expect(value / 1000).toBeGreaterThanOrEqual(style.low);
          expect(value / 1000).toBeLessThanOrEqual(style.high);
        }
  });

  test.each([
    ["15 GB", "exact", 2],
    ["5 GB", "exact", 0],
    ["15 GB", "below", 0],
    ["15 GB", "above", 0],
    ["15 GB", "about", 2],
    ["15 GPUs", "exact", 0],
    ["15k elements", "exact", 0],
    ["15%", "exact", 2],
  ] as const)("of %s, %s, is by %i other ways", (text, looseness, others) => {
    expect(styles(text, looseness).others).toHaveLength(others);
  });

  test.each([
    ["15 GB", "exact", 1],
    ["153 GB", "exact", 1],
    ["153", "exact", 1],
    ["1530 GB", "exact", 0],
    ["15.38 GB", "exact", 0],
    ["15 GB", "below", 0],
    ["15%", "exact", 0],
  ] as const)("of %s, %s, may be near in %i ways", (text, looseness, close) => {
    expect(styles(text, looseness).close).toHaveLength(close);
  });

  test("is near within one part in eighty of the value", () => {
    const [near] = styles("80 GB").close;
    expect(near!.departure).toEqual({
      id: "digits",
      assumption: "last digits",
      stated: "rounded to the nearest",
      reading: true,
      used: "within 1.25 %, not to the digit",
      weight: 70,
    });
    expect(taken(near!, 0, 79_012, 79_013, 80_000, 81_012, 81_013)).toEqual([
      79_013, 80_000, 81_012,
    ]);
    expect(near!.test(ratio(6400, 79)) && near!.test(ratio(6400, 81))).toBe(true);
    expect(near!.test(ratio(-80))).toBe(false);
  });

  test.each([
    ["15 GB", false],
    ["153 GB", true],
    ["1.53 GB", true],
  ])("of %s may be combined with another count: %j", (text, combine) => {
    expect(styles(text).combine).toBe(combine);
  });
});
