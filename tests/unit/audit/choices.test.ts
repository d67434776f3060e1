import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { modelIds, siteCatalogue } from "../../../bin/content/models.ts";
import type { Architecture, AttentionLayers } from "../../../src/lib/architecture/architecture.ts";
import {
  elementChoices,
  type HeadRule,
  headDimChoices,
  kvHeadChoices,
} from "../../../src/lib/audit/choices.ts";
import { sideOf } from "../../../src/lib/audit/entry.ts";
import type { Assumption } from "../../../src/lib/audit/hypothesis.ts";
import type { Widths } from "../../../src/lib/audit/subject.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

type Heads = readonly [kvHeads: number, keyDim: number];

/** A model with a layer for each number of KV heads and width of a head. */
const model = (...groups: Heads[]): Architecture => ({
  layers: groups.map(([kvHeads, keyDim]) => ({
    kind: "attention",
    count: 1,
    kvHeads,
    keyDim,
    valueDim: keyDim,
  })),
  trace: {},
});
const ofSite = (id: string) => {
  const { architecture, widths } = sideOf({ model: id }, "kv-cache", siteCatalogue).subject;
  return [architecture!, widths!] as const;
};
const labels = (assumption: Assumption | undefined) => assumption?.choices.map((one) => one.label);
const latent: Architecture = {
  layers: [{ kind: "latent", count: 1, rank: 512, ropeDim: 64 }],
  trace: {},
};

const power = fc.constantFrom(1, 2, 4, 8, 16, 32, 64);
const shapes = fc.record({
  groups: fc.array(fc.tuple(fc.integer({ min: 1, max: 96 }), power), {
    minLength: 1,
    maxLength: 3,
  }),
  widths: fc.record(
    { queryHeads: fc.integer({ min: 1, max: 128 }), hiddenSize: fc.integer({ min: 1, max: 8192 }) },
    { requiredKeys: [] },
  ),
});

describe("KV heads", () => {
  const copies = "each KV head twice, as when copied for more devices";
  const common = "as many as grouped-query models commonly have";
  const devices = (count: number) => `one for each of ${count} devices`;

  test.each<[string, string[]]>([
    [
      "llama-3.1-8b",
      [
        "8 (config)",
        "32 (every query head, or hidden size for heads × dimension)",
        `16 (${copies})`,
        "4 (half the KV heads)",
        "1 (a single KV head)",
      ],
    ],
    [
      "qwen3-32b",
      [
        "8 (config)",
        "64 (every query head)",
        `16 (${copies})`,
        "40 (hidden size for heads × dimension)",
        "4 (half the KV heads)",
        "1 (a single KV head)",
        `32 (${devices(32)})`,
      ],
    ],
    [
      "gpt2-xl",
      [
        "25 (config)",
        `50 (${copies})`,
        "1 (a single KV head)",
        `8 (${common})`,
        `32 (${devices(32)})`,
      ],
    ],
    [
      "gemma-4-31b",
      [
        "16 and 4 (config)",
        `32 and 8 (${copies})`,
        "8 and 2 (half the KV heads)",
        "1 (a single KV head)",
        `8 (${common})`,
        `16 and 8 (${devices(8)})`,
        `16 (${devices(16)})`,
        `32 (${devices(32)})`,
      ],
    ],
  ])("of %s, likely ones first", (id, expected) => {
    const assumption = kvHeadChoices(...ofSite(id))!;
    expect(labels(assumption)).toEqual(expected);
    expect(assumption).toMatchObject({ id: "kv-heads", name: "KV heads", reading: false });
  });

  test("that come out in parts are said in parts", () => {
    expect(labels(kvHeadChoices(...ofSite("gemma-3-1b")))).toContain(
      "4.5 (hidden size for heads × dimension)",
    );
    const thirds = kvHeadChoices(model([4, 192]), { hiddenSize: 2048 });
    expect(labels(thirds)).toContain("10.67 (hidden size for heads × dimension)");
  });

  test("are every query head and the hidden size at once only where all layers agree", () => {
    const widths: Widths = { queryHeads: 32, hiddenSize: 4096 };
    expect(labels(kvHeadChoices(model([8, 128], [2, 256]), widths))).toEqual(
      expect.arrayContaining([
        "32 (every query head)",
        "32 and 16 (hidden size for heads × dimension)",
      ]),
    );
  });

  test("are halved only where every layer has an even number", () => {
    const half = "(half the KV heads)";
    expect(labels(kvHeadChoices(model([6, 64], [4, 64]), {}))).toContain(`3 and 2 ${half}`);
    for (const odd of [model([5, 64]), model([8, 64], [1, 64])]) {
      expect(labels(kvHeadChoices(odd, {}))!.join()).not.toContain(half);
    }
  });

  test("of layers with fewer heads than devices are one for each", () => {
    expect(labels(kvHeadChoices(model([2, 64], [24, 64]), {}))).toEqual(
      expect.arrayContaining([
        `8 and 24 (${devices(8)})`,
        `16 and 24 (${devices(16)})`,
        `32 (${devices(32)})`,
      ]),
    );
    expect(labels(kvHeadChoices(model([64, 64]), {}))!.join()).not.toContain("one for each");
  });

  test("are none where no layer has any", () => {
    expect(kvHeadChoices(latent, { queryHeads: 128, hiddenSize: 5120 })).toBeUndefined();
  });

  test("are offered once each, the config's first, whatever the model", () => {
    fc.assert(
      fc.property(shapes, ({ groups, widths }) => {
        const { layers } = model(...groups);
        const counted = kvHeadChoices(model(...groups), widths)!.choices.map(({ value }) =>
          layers
            .map((group) => (value as HeadRule)(group as AttentionLayers))
            .map(({ n, d }) => `${n}/${d}`)
            .join(),
        );
        expect(counted[0]).toBe(groups.map(([kvHeads]) => `${kvHeads}/1`).join());
        expect(new Set(counted).size).toBe(counted.length);
      }),
    );
  });

  test("begin with the very numbers that are counted", () => {
    fc.assert(
      fc.property(shapes, ({ groups, widths }) => {
        const { layers } = model(...groups);
        for (const { value, label } of kvHeadChoices(model(...groups), widths)!.choices) {
          const said = label.slice(0, label.indexOf(" (")).replaceAll(",", "").split(" and ");
          for (const group of layers) {
            const { n, d } = (value as HeadRule)(group as AttentionLayers);
            const exact = Number(n) / Number(d);
            expect(said.some((one) => Math.abs(Number(one) / exact - 1) < 1e-3)).toBe(true);
          }
        }
      }),
    );
  });
});

describe("the head dimension", () => {
  const widths: Widths = { queryHeads: 32, hiddenSize: 4096 };

  test("may be guessed from hidden size and query heads where the config says another", () => {
    expect(headDimChoices(...ofSite("qwen3-32b"))).toEqual({
      id: "head-dim",
      name: "head dimension",
      reading: false,
      choices: [
        { value: undefined, label: "128 (config)" },
        { value: 80, label: "80 (hidden size / query heads)" },
      ],
    });
    expect(labels(headDimChoices(model([4, 256], [4, 512]), widths))).toEqual([
      "256 and 512 (config)",
      "128 (hidden size / query heads)",
    ]);
  });

  test("is guessed where some layers differ, and not where none does", () => {
    expect(headDimChoices(model([4, 128], [4, 256]), widths)).toBeDefined();
    expect(headDimChoices(model([4, 128], [8, 128]), widths)).toBeUndefined();
  });

  test.each<[string, Architecture, Widths]>([
    ["layers with heads", latent, widths],
    ["query heads", model([8, 64]), { hiddenSize: 4096 }],
    ["a hidden size", model([8, 64]), { queryHeads: 32 }],
    ["either", model([8, 64]), {}],
    ["a whole number of them", model([8, 64]), { queryHeads: 24, hiddenSize: 4096 }],
  ])("is not guessed without %s", (_, architecture, known) => {
    expect(headDimChoices(architecture, known)).toBeUndefined();
  });
});

test("no model of the site is offered what its config says already", () => {
  for (const id of modelIds()) {
    const [architecture, widths] = ofSite(id);
    const dims = architecture.layers.flatMap((one) => (one.kind === "attention" ? one.keyDim : []));
    const guess = headDimChoices(architecture, widths)?.choices[1]?.value as number | undefined;
    if (guess !== undefined) expect(dims.some((dim) => dim !== guess)).toBe(true);
    const heads = labels(kvHeadChoices(architecture, widths)) ?? [];
    expect(new Set(heads).size).toBe(heads.length);
  }
});

describe("bytes per number", () => {
  const of = (stated?: string) => elementChoices("element", "bytes per element", stated);

  test("are what is stated, then every other size", () => {
    expect(labels(of("int8"))).toEqual([
      "1 byte (FP8/INT8)",
      "4 bytes (FP32)",
      "2 bytes (FP16/BF16)",
      "half a byte (INT4)",
      "q8_0 (1.063 bytes): with its scales",
    ]);
    expect(of("int8")).toMatchObject({
      id: "element",
      name: "bytes per element",
      reading: false,
      choices: [{ value: ratio(1) }, { value: ratio(4) }, { value: ratio(2) }, {}, {}],
    });
  });

  test("are said to be taken where nothing is stated", () => {
    expect(of().choices[0]).toEqual({
      value: ratio(2),
      label: "2 bytes (FP16/BF16), taken as nothing is stated",
    });
    expect(labels(of())!.slice(1)).not.toContain("2 bytes (FP16/BF16)");
  });

  test("of no known format are said in bytes", () => {
    expect(of("3-bit").choices[0]).toEqual({ value: ratio(3, 8), label: "0.375 bytes" });
    expect(of("q8_0").choices[0]).toEqual({ value: ratio(17, 16), label: "q8_0 (1.063 bytes)" });
  });

  test("are offered once each, whatever is stated", () => {
    const bits = fc.integer({ min: 1, max: 64 });
    fc.assert(
      fc.property(bits, (width) => {
        const [stated, ...others] = of(`${width}-bit`).choices;
        expect(stated.value).toEqual(ratio(width, 8));
        for (const { value } of others) expect(value).not.toEqual(stated.value);
      }),
    );
  });

  test("keep what thinking of an unlikely size costs", () => {
    const weights = of().choices.map(({ label, weight }) => [label, weight]);
    expect(weights).toContainEqual(["q8_0 (1.063 bytes)", 130]);
    expect(weights).toContainEqual(["1 byte (FP8/INT8)", undefined]);
  });
});
