import { type ByteUnit, byteUnit } from "./bytes.ts";

/** What a figure counts, as far as its label says. */
export type FigureKind = "bytes" | "ratio" | "percent" | "tokens" | "numbers" | "count" | "none";

export interface Label {
  readonly kind: FigureKind;
  readonly unit?: ByteUnit;
  /** What one unit of the printed digits stands for: 1,000 in "300k tokens". */
  readonly scale: bigint;
  /** What the amount is for one of, where the label says so. */
  readonly per?: "token" | "device";
}

const scales = new Map<string, bigint>(
  Object.entries({
    "": 1n,
    k: 10n ** 3n,
    m: 10n ** 6n,
    b: 10n ** 9n,
    ki: 2n ** 10n,
    mi: 2n ** 20n,
    million: 10n ** 6n,
    billion: 10n ** 9n,
  }),
);

const nouns: readonly (readonly [FigureKind, RegExp])[] = [
  ["tokens", /^(?:tokens?|toks?)$/],
  ["numbers", /^(?:floats?|numbers?|elements?|values?|param(?:eter)?s?)$/],
  ["count", /^(?:gpus?|devices?|cards?|caches?|sequences?|requests?|users?|blocks?)$/],
  ["ratio", /^(?:x|×|times|-?fold)$/],
  ["percent", /^(?:%|percent|per cent)$/],
];

const words = new Map<string, ByteUnit>(
  Object.entries({
    g: "GB",
    t: "TB",
    gigs: "GB",
    kilobytes: "kB",
    megabytes: "MB",
    gigabytes: "GB",
    terabytes: "TB",
    kibibytes: "KiB",
    mebibytes: "MiB",
    gibibytes: "GiB",
    tebibytes: "TiB",
  }),
);

const perToken = /\s*(?:\/|per\s+)\s*tok(?:en)?$/i;
const perDevice = /\s*(?:\/|per\s+)\s*(?:gpu|device|card)$/i;

/** Reads what stands after the digits: `GB`, `kiB`, `%`, `x`, `k tokens`, `floats`, `KiB/token`. */
export function readLabel(text: string): Label | string {
  const per = perToken.test(text) ? "token" : perDevice.test(text) ? "device" : undefined;
  const label = text.replace(perToken, "").replace(perDevice, "").trim();
  const unit = byteUnit(label) ?? words.get(label.toLowerCase());
  if (unit) return { kind: "bytes", unit, scale: 1n, ...(per && { per }) };
  const [, prefix = "", noun = ""] =
    /^(ki|mi|million|billion|[kmb])?\s*[-–]?\s*(.*)$/i.exec(label) ?? [];
  for (const [kind, pattern] of nouns) {
    if (pattern.test(label.toLowerCase())) return { kind, scale: 1n };
    if (pattern.test(noun.toLowerCase()))
      return { kind, scale: scales.get(prefix.toLowerCase()) ?? 1n };
  }
  const scale = scales.get(label.toLowerCase());
  if (scale !== undefined) return { kind: "none", scale };
  return `“${label.slice(0, 20)}” is not a unit known here (GB, GiB, %, x, tokens, floats, GPUs)`;
}
