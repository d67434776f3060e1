import { evaluate } from "../../lib/formula/evaluate.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { Numbers } from "../formula/Numbers.tsx";
import { keptOf, type Model } from "./amounts.ts";
import { binary, decimal } from "./print.ts";

interface Props {
  readonly model: Model;
  /** The group, by its id on the page. */
  readonly group: string;
}

/** A group's formula with the reader's numbers, and what it comes to. */
export function Working({ model, group }: Props) {
  const kept = keptOf(model);
  if ("refused" in kept) return <p class="working refused">{kept.refused}</p>;
  const row = kept.rows.find(({ id }) => id === group);
  if (!row) return <p class="working">Kept only where the prediction layers are served.</p>;
  const { n } = evaluate(row.formula.expression, row.values);
  return (
    <p class="working">
      <Numbers expression={row.formula.expression} values={row.values} />
      <span class="equals"> = </span>
      <output class="computed">{grouped(row.bytes)} bytes</output>
      {n >= 2n ** 20n && (
        <span class="units">
          {" "}
          = {binary(row.bytes)} = {decimal(row.bytes)}
        </span>
      )}
    </p>
  );
}
