import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { binary } from "../fit/print.ts";
import { current, isRefused, planned } from "./planned.ts";
import { most } from "./print.ts";

const usual = [1024n, 4096n, 16_384n, 65_536n, 131_072n, 1_048_576n];

/** What requests of usual lengths take, and how many of each fit. */
export function Lengths() {
  const setUp = current.value;
  const lengths = [...new Set([...usual, setUp.tokens])].sort((a, b) => (a < b ? -1 : 1));
  const { sharedPrefix } = setUp;
  return (
    <table class="lengths-table">
      <caption>
        The same set-up at other lengths; the prefix is shared where it is no longer than they are
      </caption>
      <thead>
        <tr>
          {["tokens in each", "cache of all", "most requests"].map((name) => (
            <Column key={name} number>
              {name}
            </Column>
          ))}
        </tr>
      </thead>
      <tbody>
        {lengths.map((tokens) => {
          const prefix = sharedPrefix < tokens ? sharedPrefix : tokens;
          const plan = planned({ ...setUp, tokens, sharedPrefix: prefix });
          return (
            <tr key={String(tokens)} aria-current={tokens === setUp.tokens}>
              <th scope="row" class="number">
                {grouped(tokens)}
              </th>
              {isRefused(plan) ? (
                <td colSpan={2}>{plan.refused}</td>
              ) : (
                <>
                  <td class="number computed">{binary(plan.cache + plan.state)}</td>
                  <td class="number computed">{most(plan.mostRequests)}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
