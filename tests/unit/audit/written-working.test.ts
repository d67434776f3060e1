import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Architecture, LayerGroup } from "../../../src/lib/architecture/architecture.ts";
import { exactly } from "../../../src/lib/audit/arithmetic.ts";
import type { Claim } from "../../../src/lib/audit/claim.ts";
import { departureTo } from "../../../src/lib/audit/hypothesis.ts";
import { hypothesisWorking, writeWorking } from "../../../src/lib/audit/hypothesis-working.ts";
import { spaceOf } from "../../../src/lib/audit/space.ts";
import type { Widths } from "../../../src/lib/audit/subject.ts";
import { bytesPer } from "../../../src/lib/quantity/bytes.ts";
import { parseFigure } from "../../../src/lib/quantity/figure.ts";
import {
  add,
  ceil,
  divide,
  floor,
  multiply,
  type Ratio,
  ratio,
  subtract,
} from "../../../src/lib/quantity/ratio.ts";

/** A key and a value of 4 numbers for each of 2 heads in one layer. */
const small = { kind: "attention", count: 1, kvHeads: 2, keyDim: 4, valueDim: 4 } as const;

interface Asked {
  readonly printed?: string;
  readonly quantity?: Claim["quantity"];
  readonly stated?: Claim["stated"];
  readonly widths?: Widths;
  readonly extra?: Architecture["extra"];
  readonly basis?: Claim["basis"];
}

const claimed = (layers: readonly LayerGroup[], asked: Asked = {}): Claim => ({
  figure: parseFigure(asked.printed ?? "1 kB")!,
  quantity: asked.quantity ?? "kv-cache",
  subject: {
    name: "small",
    parameters: 7n,
    architecture: { layers, trace: {}, ...(asked.extra && { extra: asked.extra }) },
    ...(asked.widths && { widths: asked.widths }),
  },
  stated: { tokens: "10", ...asked.stated },
  ...(asked.basis && { basis: asked.basis }),
});

/** The departures that take, of the assumptions named, the choice whose label has these words. */
const departing = (claim: Claim, used: Readonly<Record<string, string>>) => ({
  departures: spaceOf(claim).assumptions.flatMap((assumption) => {
    const words = used[assumption.id];
    if (words === undefined) return [];
    const choice = assumption.choices.find(({ label }) => label.includes(words));
    if (!choice) throw new Error(`${assumption.id} has no choice "${words}"`);
    return [departureTo(assumption, choice)];
  }),
});

const written = (claim: Claim, used: Readonly<Record<string, string>> = {}) =>
  writeWorking(hypothesisWorking(claim, departing(claim, used))).replaceAll("\u00a0", " ");

/** Works a written working out as a reader would: brackets first, products before sums. */
function workedOut(text: string): Ratio {
  const bare = text.replace(/\u00a0(?:\(key and value\)|[a-z ]+?)(?= [+−×/] |[)⌋⌉]|$)/gi, "");
  const tokens = bare.match(/[\d,.]+(?:\/\d+)?|\S/g) ?? [];
  let at = 0;
  const number = (digits: string): Ratio => {
    const [top = "", bottom = "1"] = digits.replaceAll(",", "").split("/");
    const [whole = "", fraction = ""] = top.split(".");
    return ratio(BigInt(whole + fraction), 10n ** BigInt(fraction.length) * BigInt(bottom));
  };
  const factor = (): Ratio => {
    const token = tokens[at++]!;
    if (!"(⌊⌈".includes(token)) return number(token);
    const inner = sum();
    at++;
    return token === "⌊" ? ratio(floor(inner)) : token === "⌈" ? ratio(ceil(inner)) : inner;
  };
  const inRow = (
    part: () => Ratio,
    operations: Readonly<Record<string, (a: Ratio, b: Ratio) => Ratio>>,
  ): Ratio => {
    let value = part();
    for (let next = operations[tokens[at]!]; next; next = operations[tokens[at]!]) {
      at++;
      value = next(value, part());
    }
    return value;
  };
  const product = () => inRow(factor, { "×": multiply, "/": divide });
  const sum = (): Ratio => inRow(product, { "+": add, "−": subtract });
  const value = sum();
  if (at !== tokens.length) throw new Error(`${text} stops making sense at ${tokens[at]}`);
  return value;
}

describe("whoever works a written working out", () => {
  const few = fc.integer({ min: 1, max: 4 });
  const kept = fc.record({
    kind: fc.constant("attention" as const),
    count: few,
    kvHeads: few,
    keyDim: few,
    valueDim: few,
  });
  const windowed = fc
    .record({ of: kept, window: few })
    .map(({ of, window }) => ({ ...of, window }));
  const group: fc.Arbitrary<LayerGroup> = fc.oneof(
    kept,
    windowed,
    fc.record({ kind: fc.constant("latent" as const), count: few, rank: few, ropeDim: few }),
    fc.record({ kind: fc.constant("compressed" as const), count: few, width: few, ratio: few }),
    fc.record({ kind: fc.constant("indexer" as const), count: few, keyDim: few, ratio: few }),
    fc.record({
      kind: fc.constant("indexer" as const),
      count: few,
      keyDim: few,
      ratio: few,
      entryBytes: few,
    }),
    fc.record({
      kind: fc.constant("state" as const),
      name: fc.constant("mamba-2" as const),
      count: few,
      convElements: few,
      convBytes: few,
      stateElements: few,
      stateBytes: few,
    }),
    fc.record({ kind: fc.constant("shared" as const), count: few }),
  );
  const asked = fc.record({
    first: kept,
    others: fc.array(group, { maxLength: 3 }),
    kind: fc.constantFrom<[Claim["quantity"], string]>(
      ["kv-cache", "1 B"],
      ["kv-cache", "1.5 GiB"],
      ["kv-cache", "1.25 kB"],
      ["kv-cache", "12"],
      ["kv-cache", "1k elements"],
      ["weights", "1 kB"],
      ["cache-share", "1%"],
      ["cache-saving", "1%"],
      ["cache-ratio", "1x"],
      ["fits", "12"],
      ["fits", "12 requests"],
      ["devices", "2 GPUs"],
    ),
    stated: fc.record({
      tokens: fc.constantFrom("1", "7", "1k", "1,024"),
      batch: few,
      devices: few,
      element: fc.constantFrom("fp16", "fp8", "int4", "q8_0", "mxfp4", "6-bit"),
      capacity: fc.constantFrom("1 kB", "80 GB"),
      weights_take_part: fc.boolean(),
      rope_positions: few,
    }),
    picks: fc.infiniteStream(fc.nat(40)),
    often: few,
  });

  test("comes to the amount that it is the working of", () => {
    fc.assert(
      fc.property(asked, ({ first, others, kind: [quantity, printed], stated, picks, often }) => {
        const layers = [first, ...others];
        const widths = { queryHeads: 3, hiddenSize: 20, expandedKeyDim: 5, expandedValueDim: 2 };
        const plain = claimed(layers, { printed, quantity, stated, widths });
        const claim = { ...plain, against: claimed([first]) };
        const space = spaceOf(claim);
        const used = space.assumptions.map((assumption) => {
          const pick = picks.next().value % often === 1 ? picks.next().value : 0;
          return [assumption, assumption.choices[pick % assumption.choices.length]!] as const;
        });
        const departures = used.flatMap(([assumption, choice]) =>
          choice === assumption.choices[0] ? [] : [departureTo(assumption, choice)],
        );
        const chosen = Object.fromEntries(used.map(([{ id }, { value }]) => [id, value]));
        const unit = bytesPer[claim.figure.unit ?? (claim.figure.kind === "none" ? "GB" : "B")];
        const amount = space.amount(exactly, chosen, unit);
        const working = hypothesisWorking(claim, { departures });
        expect(working.value).toEqual(amount);
        expect(workedOut(writeWorking(working))).toEqual(amount);
      }),
      { numRuns: 400 },
    );
  });
});

describe("a written working", () => {
  test("leaves out no number that stands for something, though it be 1", () => {
    const single = { ...small, kvHeads: 1 };
    expect(written(claimed([single], { stated: { tokens: "1", element: "fp8" } }))).toBe(
      "1 layer × 1 KV head × 2 (key and value) × 4 numbers each × 1 byte × 1 token × 1 sequence",
    );
    const bytes = {
      printed: "7 B",
      quantity: "weights",
      stated: { weights_element: "fp8" },
    } as const;
    expect(written(claimed([small], bytes))).toBe("7 parameters × 1 byte");
  });

  test("divides by what comes to 1, though not by a plain 1", () => {
    const one = { kind: "latent", count: 1, rank: 1, ropeDim: 0 } as const;
    const stated = { tokens: "1", element: "fp8", capacity: "1.5 B" };
    expect(written(claimed([one], { printed: "1 request", quantity: "fits", stated }))).toBe(
      "⌊1.5 bytes of capacity / (1 layer × 1 latent numbers × 1 byte × 1 token × 1 sequence)⌋",
    );
    const indexer = { kind: "indexer", count: 1, keyDim: 4, ratio: 1 } as const;
    expect(written(claimed([indexer]))).toBe(
      "1 layer × 4 index key numbers × 2 bytes × 10 tokens × 1 sequence",
    );
  });

  test("cuts off or rounds up only what is not whole", () => {
    const cache =
      "(1 layer × 2 KV heads × 2 (key and value) × 4 numbers each × 2 bytes × 10 tokens × 1 sequence)";
    const fits = (capacity: string) =>
      written(claimed([small], { printed: "3 requests", quantity: "fits", stated: { capacity } }));
    expect(fits("960 B")).toBe(`960 bytes of capacity / ${cache}`);
    expect(fits("961 B")).toBe(`⌊961 bytes of capacity / ${cache}⌋`);
    const devices = (capacity: string) =>
      written(claimed([small], { printed: "3 GPUs", quantity: "devices", stated: { capacity } }));
    const sum = `(${cache.slice(1, -1)} + 7 parameters × 2 bytes)`;
    expect(devices("167 B")).toBe(`${sum} / 167 bytes of capacity`);
    expect(devices("166 B")).toBe(`⌈${sum} / 166 bytes of capacity⌉`);
  });

  test("of layers that keep nothing is of nothing", () => {
    expect(written(claimed([{ kind: "shared", count: 3 }]))).toBe("0 × 1 sequence");
  });

  test("adds up all groups of layers in one sum", () => {
    const tail = "2 (key and value) × 4 numbers each × 2 bytes × 10 tokens";
    expect(written(claimed([small, { ...small, count: 2 }, { ...small, kvHeads: 3 }]))).toBe(
      `(1 layer × 2 KV heads × ${tail} + 2 layers × 2 KV heads × ${tail} + 1 layer × 3 KV heads × ${tail}) × 1 sequence`,
    );
  });

  test.each<[string, LayerGroup, string, Asked?, Record<string, string>?]>([
    [
      "keys and values of different widths",
      { ...small, valueDim: 2 },
      "1 layer × 2 KV heads × 6 numbers of key and value × 2 bytes × 10 tokens",
    ],
    [
      "one entry for several tokens",
      { kind: "compressed", count: 1, width: 5, ratio: 4 },
      "1 layer × 5 numbers in an entry × 2 bytes × ⌈10 tokens / 4 tokens per entry⌉",
    ],
    [
      "index keys of fixed size",
      { kind: "indexer", count: 2, keyDim: 4, ratio: 3, entryBytes: 9 },
      "2 layers × 9 bytes of an index key × ⌈10 tokens / 3 tokens per entry⌉",
    ],
    [
      "index keys of fixed size counted in the cache's format",
      { kind: "indexer", count: 2, keyDim: 4, ratio: 5, entryBytes: 9 },
      "2 layers × 4 index key numbers × 2 bytes × 10 tokens / 5 tokens per entry",
      {},
      { indexer: "own format" },
    ],
    [
      "states that are counted",
      {
        kind: "state",
        name: "mamba-2",
        count: 2,
        convElements: 3,
        convBytes: 2,
        stateElements: 5,
        stateBytes: 4,
      },
      "2 layers × (6 bytes of convolution + 20 bytes of state)",
      {},
      { states: "counted" },
    ],
    ...(
      [
        ["keys and values expanded", "16 numbers of all heads"],
        ["without the rotary part", "12 numbers of all heads"],
        ["without its rotary key", "5 latent numbers"],
        ["the latent twice", "16 latent numbers"],
      ] as const
    ).map(
      ([latent, width]) =>
        [
          `a latent, ${latent}`,
          { kind: "latent", count: 2, rank: 5, ropeDim: 3 },
          `2 layers × ${width} × 2 bytes × 10 tokens`,
          { widths: { queryHeads: 2, expandedKeyDim: 5, expandedValueDim: 3 } },
          { latent },
        ] as [string, LayerGroup, string, Asked, Record<string, string>],
    ),
  ])("names the numbers of %s", (_, layers, line, asked = {}, used = {}) => {
    expect(written(claimed([layers], asked), used)).toBe(`${line} × 1 sequence`);
  });
});

describe("the working of a figure that was rounded on the way", () => {
  const one = "1 layer × 2 KV heads × 2 (key and value) × 4 numbers each × 2 bytes × 10 tokens";
  const batch = { stated: { batch: 4 } };
  const early = (printed: string, decimals: 0 | 1) =>
    written(claimed([small], { printed, ...batch }), {
      "early-rounding": `one sequence to ${decimals}`,
    });

  test("rounds one sequence in the figure's unit, even where that comes to nothing or to 1", () => {
    const rounded = (step: string) =>
      `⌊${one} × 4 sequences / 4 sequences / ${step} + 0.5⌋ × ${step} × 4 sequences`;
    const plain = (text: string) =>
      text.replace(/[()]/g, "").replace("key and value", "(key and value)");
    expect(plain(early("1 kB", 1))).toBe(rounded("100"));
    expect(plain(early("1 kB", 0))).toBe(rounded("1,000"));
    const larger = { ...small, count: 6 };
    const claim = claimed([larger], { printed: "4 kB", ...batch });
    expect(written(claim, { "early-rounding": "one sequence to 0" })).toMatch(
      /^⌊.*6 layers.*⌋ × 1,000 × 4 sequences$/,
    );
  });

  test("has no steps where those are of one byte", () => {
    expect(early("1 B", 0)).toMatch(/ \+ 0\.5⌋ × 4 sequences$/);
    expect(early("1.5 B", 1)).toMatch(/ \/ 0\.1 \+ 0\.5⌋ × 0\.1 × 4 sequences$/);
  });

  test("keeps the decimals of a step in binary units, so that it multiplies out", () => {
    expect(early("1 GiB", 1)).toMatch(/⌋ × 107,374,182\.4 × 4 sequences$/);
    expect(early("1 GiB", 0)).toMatch(/⌋ × 1,073,741,824 × 4 sequences$/);
  });

  test("is in GB where the figure has no unit and none is assumed", () => {
    const claim = claimed([small], { printed: "1", ...batch });
    const used = departing(claim, { "early-rounding": "one sequence to 0" });
    const steps = (...assumed: ["MB"] | []) =>
      writeWorking(hypothesisWorking(claim, used, ...assumed));
    expect(steps()).toContain("⌋ × 1,000,000,000 × ");
    expect(steps("MB")).toContain("⌋ × 1,000,000 × ");
  });
});

describe("the numbers of a working", () => {
  const grown = (tokens: string, from: bigint, batch = 1) => {
    const basis = { figure: parseFigure("107.2 GiB")!, tokens: from, batch: 1n };
    const claim = claimed([small], { stated: { tokens, batch }, basis });
    return written(claim, { basis: "the printed" });
  };

  test("are a figure as it was printed, to the byte, and how much more it became", () => {
    expect(grown("20", 10n, 3)).toBe(
      "115,105,123,532.8 bytes as printed × 2 times as many tokens × 3 sequences",
    );
    expect(grown("20", 10n)).toMatch(/ × 1 sequence$/);
  });

  test.each([
    ["15", 10n, "1.5"],
    ["1", 10_000n, "0.0001"],
    ["9,999", 16n, "624.9375"],
    ["2,469", 2n, "1,234.5"],
    ["24,691", 2n, "12,345.5"],
    ["8", 3n, "8/3"],
    ["100", 3n, "100/3"],
    ["1", 32n, "1/32"],
    ["1", 9999n, "1/9999"],
    ["9,998", 3n, "9998/3"],
    ["10,000", 3n, "3,333.33"],
    ["100,000", 3n, "33,333.3"],
    ["3", 10_001n, "0.00029997"],
  ])("are exact where they are short: %s over %i is %s", (tokens, from, shown) => {
    expect(grown(tokens, from)).toContain(` × ${shown} times as many tokens × `);
  });

  test("are fractions where a format or a head is one", () => {
    expect(written(claimed([small], { stated: { element: "mxfp4" } }))).toContain(
      " × 17/32 bytes × ",
    );
    const wide = { ...small, keyDim: 192, valueDim: 192 };
    expect(
      written(claimed([wide], { widths: { hiddenSize: 5120 } }), { "kv-heads": "hidden size" }),
    ).toContain("1 layer × 80/3 KV heads × ");
  });
});
