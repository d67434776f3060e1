import type { Architecture } from "../../lib/architecture/architecture.ts";
import { layout } from "../../lib/architecture/words.ts";
import { bytesPerToken, stateBytesPerSequence } from "../../lib/memory/cache.ts";
import { growsInSteps, growth } from "../../lib/memory/growth.ts";
import { grouped, significant } from "../../lib/quantity/print.ts";
import { binary } from "./print.ts";

const amount = (bytes: bigint) => `${grouped(bytes)} bytes`;

/** How the cache of one sequence grows, in a sentence. */
function grows(architecture: Architecture): string {
  const each = bytesPerToken(architecture);
  const state = stateBytesPerSequence(architecture);
  const fixed = state === 0n ? "" : `, beside ${binary(state)} of states whatever the length`;
  if (each !== null) return `Every token adds ${amount(each)} in 16-bit${fixed}.`;
  const stretches = growth(architecture);
  const first = stretches[0]!;
  const last = stretches.at(-1)!;
  const share = growsInSteps(architecture) ? " on average" : "";
  if (stretches.length === 1)
    return `A token adds ${significant(first.bytesPerToken)} bytes${share} in 16-bit${fixed}.`;
  const ends =
    last.bytesPerToken.n === 0n
      ? "and nothing more"
      : `then ${significant(last.bytesPerToken)} bytes`;
  return `A token adds ${significant(first.bytesPerToken)} bytes${share} in 16-bit up to ${grouped(last.from)} tokens, ${ends}${fixed}.`;
}

/** A model in two sentences, read off its architecture. */
export const summary = (architecture: Architecture): string =>
  `${layout(architecture)}. ${grows(architecture)}`;
