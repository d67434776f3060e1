import { plural } from "./print.ts";

/** What a "k" after a token count stands for. */
export type Kilo = 1000 | 1024;

export interface TokenLabel {
  /** Tokens under the reading of k that was asked for. */
  readonly tokens: bigint;
  /** Whether the label leaves its meaning open, as 16k does and 16ki or 16,384 do not. */
  readonly ambiguous: boolean;
}

const label = /^(\d[\d,_]*(?:\.\d+)?)\s*(ki|mi|k|m)?$/i;

/**
 * Reads a token count: `16000`, `16,384`, `16k`, `16ki`, `1m`. A plain k is `kilo` (1,000 unless
 * told), ki always 1,024; m and mi are their squares. Undefined when it is not a whole count.
 */
export function parseTokens(text: string, kilo: Kilo = 1000): TokenLabel | undefined {
  const match = label.exec(text.trim());
  if (!match) return undefined;
  const [whole = "", fraction = ""] = match[1]!.replace(/[,_]/g, "").split(".");
  const suffix = (match[2] ?? "").toLowerCase();
  const base = BigInt(suffix.endsWith("i") ? 1024 : kilo);
  const scale = suffix === "" ? 1n : suffix.startsWith("k") ? base : base * base;
  const n = BigInt(whole + fraction) * scale;
  const d = 10n ** BigInt(fraction.length);
  if (n % d !== 0n) return undefined;
  return { tokens: n / d, ambiguous: suffix === "k" || suffix === "m" };
}

/** A token count for reading: 16,384 tokens. */
export function printTokens(tokens: bigint | number): string {
  return plural(tokens, "token");
}
