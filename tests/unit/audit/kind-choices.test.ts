import { describe, expect, test } from "vitest";
import { modelIds, siteCatalogue } from "../../../bin/content/models.ts";
import type { LayerGroup } from "../../../src/lib/architecture/architecture.ts";
import { exactly } from "../../../src/lib/audit/arithmetic.ts";
import { cacheSide } from "../../../src/lib/audit/cache-side.ts";
import { sideOf } from "../../../src/lib/audit/entry.ts";
import { kindChoices } from "../../../src/lib/audit/kind-choices.ts";
import type { Subject, Widths } from "../../../src/lib/audit/subject.ts";

const subjectOf = (id: string) => sideOf({ model: id }, "kv-cache", siteCatalogue).subject;
const made = (layers: LayerGroup[], widths: Widths = {}): Subject => ({
  name: "some",
  architecture: { layers, trace: {} },
  widths,
});
const latent = { kind: "latent", count: 1, rank: 512, ropeDim: 64 } as const;
const indexer = { kind: "indexer", count: 1, keyDim: 128, ratio: 1 } as const;

/** What may be counted differently: each name with what is taken for it and what may be instead. */
const offered = (subject: Subject) =>
  Object.fromEntries(
    kindChoices(subject).map(({ name, choices }) => [name, choices.map(({ label }) => label)]),
  );

const vectors = [
  "a key and a value",
  "one of them: the factor 2 dropped",
  "both twice: the factor 2 doubled",
];
const window = ["windowed layers keep their window", "every layer keeps every token"];
const keeping = "the layers that keep a cache";
const every = "every layer, also those without a cache";
const global = "only the layers without a window";
const states = ["left out", "counted with the cache"];
const withoutRotary = "the latent without its rotary key";
const twice = "the latent twice, as key and as value";

describe("what may be counted differently", () => {
  test.each<[string, Record<string, string[]>]>([
    ["llama-3.1-8b", { "keys and values": vectors }],
    [
      "gemma-3-27b",
      { "sliding window": window, layers: [keeping, global], "keys and values": vectors },
    ],
    [
      "gemma-3n-e4b",
      { "sliding window": window, layers: [keeping, every, global], "keys and values": vectors },
    ],
    [
      "jamba-1.5-large",
      { layers: [keeping, every], "keys and values": vectors, "recurrent states": states },
    ],
    [
      "deepseek-v3",
      {
        "latent attention": [
          "the latent and its rotary key",
          "keys and values expanded for every head",
          "every head expanded, without the rotary part",
          withoutRotary,
          twice,
        ],
      },
    ],
    [
      "deepseek-v3.2",
      {
        "latent attention": ["the latent and its rotary key", withoutRotary, twice],
        "index keys": ["counted", "left out", "counted in the cache's own format"],
      },
    ],
    [
      "qwen3.5-397b-a17b",
      {
        layers: [keeping, every],
        "keys and values": vectors,
        "recurrent states": states,
        "multi-token prediction layers": ["left out", "counted"],
      },
    ],
  ])("in %s", (id, expected) => {
    const subject = subjectOf(id);
    expect(offered(subject)).toEqual(expected);
    expect(Object.keys(offered(subject))).toEqual(Object.keys(expected));
  });

  test("is what was counted, never how a label is read", () => {
    for (const id of modelIds()) {
      for (const { reading, choices } of kindChoices(subjectOf(id))) {
        expect(reading).toBe(false);
        expect(choices.length).toBeGreaterThan(1);
      }
    }
  });
});

describe("a latent", () => {
  const widths = { queryHeads: 128, expandedKeyDim: 192, expandedValueDim: 128 };
  const expanded = "keys and values expanded for every head";

  test.each(Object.keys(widths))("is not expanded without %s", (missing) => {
    const known = Object.fromEntries(Object.entries(widths).filter(([name]) => name !== missing));
    expect(offered(made([latent], widths))["latent attention"]).toContain(expanded);
    expect(offered(made([latent], known))["latent attention"]).not.toContain(expanded);
  });

  test("without a rotary key is never said to leave it out", () => {
    const bare = { ...latent, ropeDim: 0 };
    const plain = ["the latent", twice];
    expect(offered(made([bare]))).toEqual({ "latent attention": plain });
    expect(offered(made([bare], widths))["latent attention"]).toEqual([
      "the latent",
      expanded,
      twice,
    ]);
    expect(offered(subjectOf("glm-5.3-flash"))["latent attention"]).not.toContain(withoutRotary);
    expect(offered(made([bare, latent]))["latent attention"]).toContain(withoutRotary);
  });
});

test("an index key counts in the cache's format where some layer fixes its own", () => {
  const own = "counted in the cache's own format";
  const fixed = { ...indexer, entryBytes: 132 };
  expect(offered(made([latent, indexer]))["index keys"]).not.toContain(own);
  expect(offered(made([latent, indexer, fixed]))["index keys"]).toContain(own);
});

test("each thing counted differently changes the cache of every model of the site", () => {
  for (const id of modelIds()) {
    const subject = subjectOf(id);
    const { assumptions, amount } = cacheSide({ subject, stated: { tokens: "1,048,576" } });
    const stated = Object.fromEntries(assumptions.map((one) => [one.id, one.choices[0].value]));
    const own = amount(exactly, stated);
    for (const { id: changed } of kindChoices(subject)) {
      const { choices } = assumptions.find((one) => one.id === changed)!;
      for (const { value, label } of choices.slice(1)) {
        expect(amount(exactly, { ...stated, [changed]: value }), `${id}: ${label}`).not.toEqual(
          own,
        );
      }
    }
  }
});
