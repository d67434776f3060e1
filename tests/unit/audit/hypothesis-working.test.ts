import { describe, expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import { readPublications } from "../../../bin/content/publications.ts";
import { assumedUnit, claimOf, type FigureEntry } from "../../../src/lib/audit/entry.ts";
import { hypothesisWorking, writeWorking } from "../../../src/lib/audit/hypothesis-working.ts";
import { auditPublication } from "../../../src/lib/audit/ledger.ts";
import { ask } from "../../../src/lib/audit/question.ts";
import { multiply, ratio } from "../../../src/lib/quantity/ratio.ts";

describe("the working of a hypothesis", () => {
  test("writes the formula with the numbers that the search used", () => {
    const asked = ask({ figure: "15.38", model: "llama-3.1-405b", tokens: "16k" }, siteCatalogue);
    if (!asked.ok) throw new Error(asked.reason);
    const lines = asked.finding.hypotheses
      .slice(0, 3)
      .map((one) => writeWorking(hypothesisWorking(asked.claim, one)).replaceAll("\u00a0", " "));
    expect(lines).toEqual([
      "126 layers × 16 KV heads × 2 (key and value) × 128 numbers each × 2 bytes × 16,000 tokens × 1 sequence",
      "126 layers × 8 KV heads × 2 (key and value) × 128 numbers each × 4 bytes × 16,000 tokens × 1 sequence",
      "126 layers × 8 KV heads × 4 vectors a head × 128 numbers each × 2 bytes × 16,000 tokens × 1 sequence",
    ]);
  });

  const node = { model: "llama-3.1-8b", parameters: "8B", tokens: "1,000" };
  const mixed = {
    name: "of one kind each",
    config: { num_hidden_layers: 2, kv_lora_rank: 512, qk_rope_head_dim: 64, index_head_dim: 128 },
    tokens: "1",
  };

  const windowed = {
    name: "windowed",
    config: {
      hidden_size: 64,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      num_hidden_layers: 1,
      sliding_window: 10,
    },
  };

  test.each<[string, Omit<FigureEntry, "id">, string]>([
    [
      "one amount over another",
      { printed: "1x", quantity: "cache-share", stated: { ...node, element: "q8_0" } },
      "(32 layers × 8 KV heads × 2 (key and value) × 128 numbers each × 1.0625 bytes × 1,000 tokens × 1 sequence) / (8,000,000,000 parameters × 2 bytes)",
    ],
    [
      "a saving",
      { printed: "1%", quantity: "cache-saving", stated: node, against: { ...node, batch: 2 } },
      "1 − (32 layers × 8 KV heads × 2 (key and value) × 128 numbers each × 2 bytes × 1,000 tokens × 1 sequence) / (32 layers × 8 KV heads × 2 (key and value) × 128 numbers each × 2 bytes × 1,000 tokens × 2 sequences)",
    ],
    [
      "what fits, and is left out",
      {
        printed: "5",
        quantity: "fits",
        stated: { ...node, capacity: "40 GB", weights_take_part: true },
      },
      "⌊(40,000,000,000 bytes of capacity − 8,000,000,000 parameters × 2 bytes) / (32 layers × 8 KV heads × 2 (key and value) × 128 numbers each × 2 bytes × 1,000 tokens × 1 sequence)⌋",
    ],
    [
      "devices, and one more",
      { printed: "5", quantity: "devices", stated: { ...node, capacity: "10 GB" } },
      "⌈(32 layers × 8 KV heads × 2 (key and value) × 128 numbers each × 2 bytes × 1,000 tokens × 1 sequence + 8,000,000,000 parameters × 2 bytes) / 10,000,000,000 bytes of capacity⌉",
    ],
    [
      "latents",
      { printed: "5 kB", quantity: "kv-cache", stated: mixed },
      "(2 layers × 576 latent numbers × 2 bytes × 1 token + 2 layers × 128 index key numbers × 2 bytes × 1 token) × 1 sequence",
    ],
    [
      "a window, shared by devices",
      {
        printed: "5 kB",
        quantity: "kv-cache",
        stated: { ...windowed, tokens: "1,000", devices: 7, batch: 3, element: "6-bit" },
      },
      "(1 layer × 2 KV heads × 2 (key and value) × 16 numbers each × 0.75 bytes × 10 tokens of the window × 3 sequences) / 7 devices",
    ],
    [
      "a table of the rotary embedding",
      { printed: "16 GB", quantity: "weights", stated: { ...node, rope_positions: 10 } },
      "(8,000,000,000 parameters + 1,280 rotary table) × 2 bytes",
    ],
  ])("writes %s", (_, entry, line) => {
    const claim = claimOf({ id: "figure", ...entry }, siteCatalogue);
    expect(writeWorking(hypothesisWorking(claim)).replaceAll("\u00a0", " ")).toBe(line);
  });

  test("comes to the very amount of the hypothesis, for every figure of the ledger", () => {
    const rows = readPublications().flatMap(({ entry }) => auditPublication(entry, siteCatalogue));
    let compared = 0;
    for (const row of rows) {
      if (row.claim.formula === false) continue;
      const assumed = assumedUnit(row);
      for (const one of row.finding.hypotheses.slice(0, 5)) {
        const { value } = hypothesisWorking(row.claim, one, assumed);
        const percent = row.claim.figure.kind === "percent" ? 100n : 1n;
        const shown = multiply(value, ratio(percent));
        const whole = shown.n / shown.d + (shown.n % shown.d === 0n ? 0n : 1n);
        const bytes = row.claim.figure.kind === "bytes" || row.claim.figure.kind === "none";
        if (bytes) expect([row.id, whole]).toEqual([row.id, one.bytes]);
        else expect([row.id, shown]).toEqual([row.id, one.value]);
        compared++;
      }
      expect(hypothesisWorking(row.claim, undefined, assumed).value).toEqual(row.finding.computed);
    }
    expect(compared).toBeGreaterThan(60);
  });
});
