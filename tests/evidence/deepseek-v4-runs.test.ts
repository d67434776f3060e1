import { expect, test } from "vitest";
import { type Architecture, reserveLlamaCpp } from "../../src/lib/index.ts";
import { inUnit } from "../../src/lib/quantity/bytes.ts";
import { decimals } from "../../src/lib/quantity/print.ts";

/*
 * What llama.cpp v0.5.0 printed in dry runs on 2026-11-23 for six layers of DeepSeek V4: two with
 * only a window, two that compress 4 tokens and two that compress 128. Its header is not written by
 * the library, which does not read that family's GGUF yet.
 */
const model: Architecture = {
  layers: [
    { kind: "latent", rank: 448, ropeDim: 64, window: 128, count: 6 },
    { kind: "compressed", width: 512, ratio: 4, count: 2 },
    { kind: "indexer", keyDim: 128, ratio: 4, count: 2 },
    { kind: "compressed", width: 512, ratio: 128, count: 2 },
  ],
  trace: {},
};

test.each([
  [{ ctx: 1024 }, ["4.50", "0.50", "0.12", "0.12", "0.03", "0.50", "1.00"]],
  [{ ctx: 65_536 }, ["4.50", "32.00", "0.12", "8.00", "0.03", "1.00", "1.00"]],
  [{ ctx: 16_000, parallel: 2 }, ["9.00", "8.00", "0.25", "2.00", "0.06", "1.00", "2.00"]],
])("DeepSeek V4's caches and compressors, %o", (settings, printed) => {
  const { parts } = reserveLlamaCpp(model, settings);
  const mebibytes = ({ bytes }: { bytes: bigint }) =>
    decimals(inUnit(bytes, "MiB"), 2, { group: false, rounding: "half-even" });
  expect(parts.map(({ name }) => name)).toEqual([
    "latent cache, window of 128",
    "compressed cache",
    "compressor state",
    "index key cache",
    "index compressor state",
    "compressed cache",
    "compressor state",
  ]);
  expect(parts.map(mebibytes)).toEqual(printed);
});
