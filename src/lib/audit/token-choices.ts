import { grouped } from "../quantity/print.ts";
import { parseTokens, printTokens } from "../quantity/tokens.ts";
import { counts } from "./choices.ts";
import type { Assumption, Choice } from "./hypothesis.ts";

/** How a token label is read: its k, or for a plain count the round number it may stand for. */
export function tokenChoices(label: string | undefined): Assumption | undefined {
  const thousand = parseTokens(label ?? "1", 1000);
  if (!thousand) throw new RangeError(`"${label}" is not a token count: write 16k, 16ki or 16,384`);
  const { tokens, ambiguous } = thousand;
  const choice = (value: bigint): Choice => ({ value, label: printTokens(value) });
  if (ambiguous) {
    const binary = parseTokens(label!, 1024)?.tokens;
    return {
      id: "k",
      name: "k in the token count",
      reading: true,
      choices: [
        { value: tokens, label: `1,000: ${grouped(tokens)} tokens` },
        ...(binary ? [{ value: binary, label: `1,024: ${grouped(binary)} tokens` }] : []),
      ],
    };
  }
  const others: bigint[] = [];
  if (tokens % 1024n === 0n) others.push((tokens / 1024n) * 1000n);
  if (tokens % 1000n === 0n) others.push((tokens / 1000n) * 1024n);
  return counts("tokens", "tokens", [choice(tokens), ...others.map(choice)]);
}
