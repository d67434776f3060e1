import { describe, expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import { claimOf, type FigureEntry } from "../../../src/lib/audit/entry.ts";
import { type Working, workingOf } from "../../../src/lib/audit/working.ts";
import { parseFigure } from "../../../src/lib/quantity/figure.ts";
import { type Ratio, ratio } from "../../../src/lib/quantity/ratio.ts";

type Stated = FigureEntry["stated"];

const worked = (printed: string, stated: Stated, more: Partial<FigureEntry> = {}): Working => {
  const entry: FigureEntry = { id: "figure", printed, quantity: "kv-cache", stated, ...more };
  return workingOf(claimOf(entry, siteCatalogue))!;
};

/** The numbers of a line under the names of their terms. */
const numbers = (of: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(of).map(([id, value]) => [
      id,
      typeof value === "object" ? `${(value as Ratio).n}/${(value as Ratio).d}` : Number(value),
    ]),
  );
const lines = ({ parts }: Working) =>
  parts.flatMap(({ lines }) =>
    lines.map(({ formula, values, value }) => [formula.id, numbers(values), value.n]),
  );

const llama = { model: "llama-3.1-8b", tokens: "1000" };
/** 32 layers of 8 KV heads with a key and a value of 128 numbers each, in two bytes. */
const perToken = 131_072n;
const eight = { ...llama, parameters: "8B" };
const GB = 10n ** 9n;

describe("the working of a cache", () => {
  test("is the plain formula where keys and values are alike", () => {
    const working = worked("131 MB", { ...llama, batch: 3 });
    expect(lines(working)).toEqual([
      [
        "dense-cache",
        {
          key_and_value: 2,
          num_hidden_layers: 32,
          num_key_value_heads: 8,
          key_dim: 128,
          value_dim: 128,
          head_dim: 128,
          bytes_per_key_element: "2/1",
          bytes_per_value_element: "2/1",
          bytes_per_element: "2/1",
          tokens: 1000,
          batch: 3,
        },
        3000n * perToken,
      ],
    ]);
    expect(working).toMatchObject({
      parts: [{ name: "cache of Llama 3.1 8B", counts: "bytes", total: ratio(3000n * perToken) }],
      result: ratio(3000n * perToken),
    });
    expect(working).not.toHaveProperty("last");
  });

  test("is a formula for each group, the window's last tokens alone in one", () => {
    const windowed = {
      name: "windowed",
      config: {
        hidden_size: 64,
        num_attention_heads: 8,
        num_hidden_layers: 6,
        num_key_value_heads: 2,
        head_dim: 4,
        sliding_window: 100,
        sliding_window_pattern: 6,
      },
      tokens: "1000",
      element: "fp8",
    };
    const working = worked("5 kB", windowed);
    expect(lines(working).map(([id, , bytes]) => [id, bytes])).toEqual([
      ["dense-cache", 16_000n],
      ["window-cache", 8000n],
    ]);
    expect(working).toMatchObject({ parts: [{ total: ratio(24_000n) }], result: ratio(24_000n) });
  });

  test("is the formula of its kind for any other group, and none for what keeps nothing", () => {
    const layers = [
      { kind: "attention", count: 1, kvHeads: 1, keyDim: 6, valueDim: 2 },
      { kind: "latent", count: 1, rank: 5, ropeDim: 3 },
      { kind: "indexer", count: 1, keyDim: 4, ratio: 1, entryBytes: 9 },
      { kind: "shared", count: 1 },
    ] as const;
    const working = workingOf({
      figure: parseFigure("1 kB")!,
      quantity: "kv-cache",
      subject: { name: "mixed", architecture: { layers, trace: {} } },
      stated: { tokens: "10", element: "fp8" },
    })!;
    expect(lines(working).map(([id, , bytes]) => [id, bytes])).toEqual([
      ["attention-cache", 80n],
      ["latent-cache", 80n],
      ["fixed-index-cache", 90n],
    ]);
    expect(working.parts[0]!.lines[2]!.values).not.toHaveProperty("bytes_per_value_element");
  });

  test("leaves out states", () => {
    const working = worked("1 GB", { model: "jamba-1.5-large", tokens: "1000" });
    expect(lines(working).map(([id]) => id)).toEqual(["dense-cache"]);
  });

  test("counts numbers where the figure does", () => {
    const working = worked("65,536,000 elements", llama);
    expect(working.parts[0]!.counts).toBe("numbers");
    expect(working.result).toEqual(ratio((1000n * perToken) / 2n));
  });

  test("is shared evenly by the devices", () => {
    const working = worked("16 MB", { ...llama, devices: 8 });
    expect(working).toMatchObject({
      parts: [{ total: ratio(1000n * perToken) }],
      last: "shared evenly by 8 devices",
      result: ratio(125n * perToken),
    });
    expect(worked("131 MB", { ...llama, devices: 1 })).not.toHaveProperty("last");
  });
});

describe("the working of weights", () => {
  const weights = { quantity: "weights" } as const;

  test("multiplies parameters with their bytes", () => {
    const working = worked("8 GB", { ...eight, weights_element: "fp8" }, weights);
    expect(lines(working)).toEqual([
      ["weights-in-memory", { parameters: 8e9, bytes_per_element: "1/1" }, 8n * GB],
    ]);
    expect(working).toMatchObject({
      parts: [{ name: "weights of Llama 3.1 8B", counts: "bytes", total: ratio(8n * GB) }],
      result: ratio(8n * GB),
    });
  });

  test("has a rotary table where one is stated", () => {
    const working = worked("16 GB", { ...eight, rope_positions: 4096 }, weights);
    const table = 4096n * 128n * 2n;
    expect(lines(working)[1]).toEqual([
      "rotary-table",
      { tokens: 4096, head_dim: 128, bytes_per_element: "2/1" },
      table,
    ]);
    expect(working.result).toEqual(ratio(16n * GB + table));
  });

  test("has the table of the first layers that attend, wherever they stand", () => {
    const layers = [
      { kind: "latent", count: 1, rank: 5, ropeDim: 3 },
      { kind: "attention", count: 1, kvHeads: 1, keyDim: 6, valueDim: 6 },
    ] as const;
    const working = workingOf({
      figure: parseFigure("2 GB")!,
      quantity: "weights",
      subject: { name: "hybrid", parameters: 10n ** 9n, architecture: { layers, trace: {} } },
      stated: { rope_positions: 100 },
    })!;
    expect(lines(working)).toEqual([
      ["weights-in-memory", { parameters: 1e9, bytes_per_element: "2/1" }, 2n * GB],
      ["rotary-table", { tokens: 100, head_dim: 6, bytes_per_element: "2/1" }, 1200n],
    ]);
  });

  test("has no table of a model whose heads are not known", () => {
    const working = worked("14 GB", { parameters: "7B", rope_positions: 4096 }, weights);
    expect(lines(working)).toHaveLength(1);
    expect(working.parts[0]!.name).toBe("weights of 7B");
  });

  test("is that of training too, where its bytes are stated", () => {
    const training = { quantity: "training" } as const;
    expect(worked("16 GB", { ...eight, element: "fp16" }, training).result).toEqual(
      ratio(16n * GB),
    );
    expect(worked("60 GB", eight, training)).toBeUndefined();
  });
});

describe("the working of one amount over another", () => {
  const against = { model: "llama-3.1-70b", tokens: "1000" };
  const larger = { against: { ...against } };

  test("has both caches", () => {
    const working = worked("0.4x", llama, { quantity: "cache-ratio", ...larger });
    expect(working.parts.map(({ name }) => name)).toEqual([
      "cache of Llama 3.1 8B",
      "cache of Llama 3.1 70B",
    ]);
    expect(working).toMatchObject({ last: "the first over the second", result: ratio(32, 80) });
  });

  test("is what the first saves", () => {
    expect(worked("60%", llama, { quantity: "cache-saving", ...larger })).toMatchObject({
      last: "one, less the first over the second",
      result: ratio(48, 80),
    });
  });

  test("needs the other", () => {
    for (const quantity of ["cache-ratio", "cache-saving"] as const)
      expect(() => worked("60%", llama, { quantity })).toThrow(
        new RangeError("a ratio needs the model it is taken against"),
      );
  });

  test("is the cache over the weights", () => {
    expect(worked("1%", eight, { quantity: "cache-share" })).toMatchObject({
      parts: [{ total: ratio(1000n * perToken) }, { total: ratio(16n * GB) }],
      last: "the cache over the weights",
      result: ratio(1000n * perToken, 16n * GB),
    });
  });
});

describe("the working of what fits", () => {
  const fits = { quantity: "fits" } as const;
  const room = { ...eight, tokens: "1", capacity: "40 GB" };

  test("divides the capacity by the cache, whole ones only", () => {
    const working = worked("305175", room, fits);
    expect(working.parts).toHaveLength(1);
    expect(working).toMatchObject({
      last: "40 GB, divided by the cache, whole ones only",
      result: ratio((40n * GB) / perToken),
    });
  });

  test("keeps the fraction of a figure that is no count", () => {
    expect(worked("305175.8x", room, fits)).toMatchObject({
      last: "40 GB, divided by the cache",
      result: ratio(40n * GB, perToken),
    });
  });

  test("takes the weights off where they take part", () => {
    const working = worked("183105", { ...room, weights_take_part: true }, fits);
    expect(working.parts.map(({ name }) => name)).toEqual([
      "cache of Llama 3.1 8B",
      "weights of Llama 3.1 8B",
    ]);
    expect(working).toMatchObject({
      last: "40 GB, less the weights, divided by the cache, whole ones only",
      result: ratio((24n * GB) / perToken),
    });
  });

  test("counts the last device whole", () => {
    const devices = { quantity: "devices" } as const;
    expect(worked("1 GPU", { ...room, capacity: "10 GB" }, devices)).toMatchObject({
      parts: [{ total: ratio(perToken) }, { total: ratio(16n * GB) }],
      last: "both together, in devices of 10 GB, the last one counted whole",
      result: ratio(2),
    });
  });

  test.each([undefined, "80", "much"])("needs a capacity, which %j is not", (capacity) => {
    const stated = { ...eight, ...(capacity !== undefined && { capacity }) };
    for (const quantity of ["fits", "devices"] as const)
      expect(() => worked("5", stated, { quantity })).toThrow(
        new RangeError('state the capacity that is filled, as in "80 GB"'),
      );
  });
});
