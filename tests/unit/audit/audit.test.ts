import { expect, test } from "vitest";
import { siteCatalogue } from "../../../bin/content/models.ts";
import { audit } from "../../../src/lib/audit/audit.ts";
import { claimOf } from "../../../src/lib/audit/entry.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";
import { audited } from "./kit.ts";

const llama = { model: "llama-3.1-8b", parameters: "8B", tokens: "1000" };

/** 1,000 tokens of 131,072 bytes each. */
const cache = 131_072_000n;

test.each([
  ["131 MB", ratio(131_000_000n, cache)],
  ["0.5", ratio(500_000_000n, cache)],
  ["65536000 elements", ratio(1)],
])("%s is so many times what is computed", (printed, times) => {
  expect(audited(printed, llama).printedOverComputed).toEqual(times);
});

test("a percentage is a part of one", () => {
  const finding = audited("1%", llama, { quantity: "cache-share" });
  expect(finding.computed).toEqual(ratio(cache, 16_000_000_000n));
  expect(finding.printedOverComputed).toEqual(ratio(160_000_000n, cache));
});

test("nothing is so many times nothing", () => {
  const same = { against: llama, quantity: "cache-saving" } as const;
  const finding = audited("0%", llama, same);
  expect(finding.computed).toEqual(ratio(0));
  expect(finding).not.toHaveProperty("printedOverComputed");
});

test("a figure that prints no unit is taken in the one that is assumed", () => {
  const entry = { id: "figure", printed: "131.072", quantity: "kv-cache", stated: llama } as const;
  const claim = claimOf(entry, siteCatalogue);
  expect(audit(claim, "MB").hypotheses[0]).toMatchObject({ departures: [], unit: "MB" });
  expect(audit(claim).hypotheses[0]).not.toMatchObject({ departures: [] });
});
