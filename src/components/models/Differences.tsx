import type { Difference } from "../../lib/engines/reservation.ts";
import { signed } from "./print.ts";

/** Every byte an engine sets aside beyond the model's, with its reason. */
export const Differences = ({ differences }: { readonly differences: readonly Difference[] }) =>
  differences.length === 0 ? (
    <p>To the byte what the layers keep.</p>
  ) : (
    <ul class="differences">
      {differences.map(({ rule, reason, source, bytes }) => (
        <li key={rule}>
          <span class="computed by">{signed(bytes)}</span> {reason}{" "}
          <span class="source">{source}</span>
        </li>
      ))}
    </ul>
  );
