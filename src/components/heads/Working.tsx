import { working } from "../../lib/formula/working.ts";
import { cacheTerms } from "../../lib/memory/terms.ts";
import { grouped, printBytes } from "../../lib/quantity/print.ts";
import { toInteger } from "../../lib/quantity/ratio.ts";
import type { Kept } from "./sharing.ts";

/** The sum inside the product has no name of its own: what it gives for one token. */
const inside = {
  attention: "bytes for a key and a value",
  latent: "bytes for the latent and its rotary key",
} as const;

const ones: readonly string[] = [cacheTerms.tokens.id, cacheTerms.batch.id];

/** The formula at work for one token of one sequence. */
export function Working({ kept: { group, formula, values, bytes } }: { readonly kept: Kept }) {
  const steps = working(formula.expression, values).filter(
    ({ term }) => !term || !ones.includes(term.id),
  );
  return (
    <p class="working">
      {steps.map(({ term, factor }, index) => (
        <span key={term?.id ?? "inside"}>
          {index > 0 && <span class="times"> × </span>}
          <span class="number" data-term={term?.id}>
            {grouped(toInteger(factor))}
          </span>{" "}
          <span class="units">
            {term
              ? factor.n === 1n
                ? term.name.replace(/s$/, "")
                : term.name
              : inside[group.kind]}
          </span>
        </span>
      ))}
      <span class="equals"> = </span>
      <b class="computed total">{grouped(bytes)} bytes per token</b>
      <span class="units"> = {printBytes(bytes, "KiB")}</span>
    </p>
  );
}
