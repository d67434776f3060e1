import { describe, expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import { exactly } from "../../../src/lib/audit/arithmetic.ts";
import { capacitySpace } from "../../../src/lib/audit/capacity-space.ts";
import { claimOf, type FigureEntry } from "../../../src/lib/audit/entry.ts";
import { bytesPer } from "../../../src/lib/quantity/bytes.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

const GB = 10n ** 9n;
/** One token of Llama 3.1 8B takes 131,072 bytes of cache. */
const perToken = 131_072n;
const llama = { model: "llama-3.1-8b", parameters: "8B", tokens: "1", capacity: "40 GB" };

const spaceOf = (
  printed: string,
  more: Partial<FigureEntry["stated"]> = {},
  entry: Partial<FigureEntry> = {},
) =>
  capacitySpace(
    claimOf(
      { id: "figure", printed, quantity: "fits", stated: { ...llama, ...more }, ...entry },
      siteCatalogue,
    ),
  );
const devices = { quantity: "devices" } as const;

/** What a space comes to as stated, but for what departs. */
const amount = (space: ReturnType<typeof spaceOf>, departing = {}) => {
  const stated = space.assumptions.map(({ id, choices }) => [id, choices[0].value]);
  return space.amount(exactly, { ...Object.fromEntries(stated), ...departing }, bytesPer.B);
};
const choices = ({ assumptions }: ReturnType<typeof spaceOf>, wanted: string) =>
  assumptions.find(({ id }) => id === wanted)?.choices.map(({ value, label }) => [value, label]);

describe("a capacity that is filled", () => {
  test("may be meant in the other unit", () => {
    const space = spaceOf("305175");
    const gib = ratio(40n * 2n ** 30n);
    expect(choices(space, "unit")).toEqual([
      [ratio(40n * GB), "40 GB"],
      [gib, "40 GB, meaning GiB"],
    ]);
    expect(space.assumptions.find(({ id }) => id === "unit")).toMatchObject({
      name: "unit of the capacity",
      reading: true,
    });
    expect(amount(space)).toEqual(ratio((40n * GB) / perToken));
    expect(amount(space, { unit: gib })).toEqual(ratio(40n * 8192n));
  });

  test("may be a figure printed beside it, where that has a unit", () => {
    const space = spaceOf("305175", { beside: ["24 GB", "8 heads", "unreadable"] });
    expect(choices(space, "beside")).toEqual([
      [undefined, "40 GB"],
      [ratio(24n * GB), "24 GB, printed beside it"],
    ]);
    expect(space.assumptions.find(({ id }) => id === "beside")!.name).toBe("what is divided");
    expect(amount(space, { beside: ratio(24n * GB) })).toEqual(ratio((24n * GB) / perToken));
    for (const beside of [undefined, ["8 heads"]])
      expect(choices(spaceOf("305175", beside && { beside }), "beside")).toBeUndefined();
  });

  test("may have been filled by another model", () => {
    const space = spaceOf("305175", {}, { instead: [{ model: "llama-3.1-70b" }] });
    const [, other] = space.assumptions.find(({ id }) => id === "model")!.choices;
    expect(other!.label).toBe("Llama 3.1 70B");
    expect(amount(space, { model: other!.value })).toEqual(ratio((40n * GB) / 327_680n));
    expect(choices(spaceOf("305175"), "model")).toBeUndefined();
  });

  test.each([undefined, "80", "much"])(
    "has to be stated with its unit, which %j is not",
    (capacity) => {
      const { capacity: _, ...stated } = llama;
      expect(() =>
        capacitySpace(
          claimOf(
            {
              id: "figure",
              printed: "5",
              quantity: "fits",
              stated: { ...stated, ...(capacity !== undefined && { capacity }) },
            },
            siteCatalogue,
          ),
        ),
      ).toThrow(new RangeError('state the capacity that is filled, as in "80 GB"'));
    },
  );
});

describe("what fits", () => {
  test("leaves out what does not fit whole, or rounds to the nearest", () => {
    const space = spaceOf("305175");
    expect(choices(space, "whole")).toEqual([
      [true, "is left out"],
      [false, "is rounded to the nearest"],
    ]);
    expect(space.assumptions.find(({ id }) => id === "whole")!.name).toBe(
      "what does not fit whole",
    );
    expect(amount(space, { whole: false })).toEqual(ratio(40n * GB, perToken));
  });

  test("is not whole where no things are counted", () => {
    const space = spaceOf("305k tokens");
    expect(choices(space, "whole")).toBeUndefined();
    expect(amount(space)).toEqual(ratio(40n * GB, perToken));
  });

  test("has the room that weights leave where they take part", () => {
    expect(amount(spaceOf("183105", { weights_take_part: true }))).toEqual(
      ratio((24n * GB) / perToken),
    );
    expect(choices(spaceOf("305175"), "weights-element")).toBeUndefined();
  });

  test("counts the bytes of one cache", () => {
    const bytes = (space: ReturnType<typeof spaceOf>) =>
      space.bytes(
        exactly,
        Object.fromEntries(space.assumptions.map(({ id, choices }) => [id, choices[0].value])),
        bytesPer.B,
      );
    expect(bytes(spaceOf("183105", { weights_take_part: true }))).toEqual(ratio(perToken));
    expect(bytes(spaceOf("1 GPU", {}, devices))).toEqual(ratio(16n * GB + perToken));
  });
});

describe("devices", () => {
  test("hold weights and cache, one more for what is left, or none", () => {
    const space = spaceOf("2 GPUs", { capacity: "10 GB" }, devices);
    expect(choices(space, "whole")).toEqual([
      [true, "takes one more"],
      [false, "is rounded to the nearest"],
    ]);
    expect(amount(space)).toEqual(ratio(2));
    expect(amount(space, { whole: false })).toEqual(ratio(16n * GB + perToken, 10n * GB));
  });
});
