import { afterEach, describe, expect, it } from "vitest";
import { reset } from "../../../src/components/state/link.ts";
import {
  account,
  adaptersOf,
  fourBitSplit,
  sum,
} from "../../../src/components/training/account.ts";
import { everySet, fits } from "../../../src/components/training/fits.ts";
import type { Cell } from "../../../src/components/training/printed.ts";
import { unitThatPrints } from "../../../src/components/training/printed.ts";
import {
  activations,
  inputs,
  method,
  model,
  quantised,
  rank,
  targets,
  tokens,
} from "../../../src/components/training/state.ts";
import { ratio } from "../../../src/lib/index.ts";

afterEach(() => reset(inputs as never));

const full = (row: Cell["row"], printed: string): Cell => ({
  row,
  printed,
  method: "full",
  later: false,
});

describe("the account", () => {
  it("is 16 bytes for each parameter by default", () => {
    expect(sum(account())).toBe(16n * 8_030_261_248n);
  });

  it("keeps all but the adapters frozen for LoRA", () => {
    method.value.value = "lora";
    const [frozen, ...trained] = account();
    expect(frozen?.bytes).toBe(2n * 8_030_261_248n);
    expect(sum(trained)).toBe(16n * 41_943_040n);
    rank.value.value = 8;
    targets.value.value = "qv";
    expect(adaptersOf("8B")).toBe(3_407_872n);
  });

  it("splits the frozen model for QLoRA without losing a parameter", () => {
    for (const names of quantised.names) {
      quantised.value.value = names;
      const { inFour, others } = fourBitSplit("405B");
      expect(inFour + others).toBe(405_853_388_800n);
    }
  });

  it("counts activations by the token, and only if asked", () => {
    model.value.value = "405B";
    activations.value.value = "recomputed";
    tokens.value.value = 1;
    expect(account().at(-1)).toMatchObject({ id: "activations", bytes: 2n * 16_384n * 126n });
  });
});

describe("what prints a cell", () => {
  it("tries every combination once", () => {
    expect(everySet).toHaveLength(2 * 2 * 2 * 5);
    expect(new Set(everySet.map(({ words }) => words)).size).toBe(everySet.length);
  });

  it("is eight bytes for two of them, in two units, and nothing for the 70B", () => {
    expect(fits(full("8B", "60 GB"))[0]).toMatchObject({ each: ratio(8), unit: "GiB" });
    expect(fits(full("405B", "3.25 TB"))[0]).toMatchObject({ each: ratio(8), unit: "TB" });
    expect(fits(full("70B", "300 GB"))).toEqual([]);
    expect(fits(full("70B", "500 GB"))).toEqual([]);
  });

  it("takes the printed unit first", () => {
    expect(unitThatPrints(16_060_522_496n, full("8B", "16 GB"))).toBe("GB");
    expect(unitThatPrints(17_179_869_184n, full("8B", "16 GB"))).toBe("GiB");
    expect(unitThatPrints(1n, full("8B", "16 GB"))).toBeUndefined();
  });
});
