import { fromQuery } from "../state/link.ts";
import { inputs } from "./state.ts";

/** A figure of the ledger that can be asked about with one click. */
export interface Example {
  readonly printed: string;
  readonly what: string;
  readonly query: string;
}

function follow(event: MouseEvent, query: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", `${location.pathname}?${query}`);
  fromQuery(inputs as never, query);
}

/** Figures of the ledger, each a question that has an answer. */
export function Examples({ examples }: { readonly examples: readonly Example[] }) {
  return (
    <div class="examples needs-script">
      <span>From the ledger:</span>
      <ul>
        {examples.map(({ printed, what, query }) => (
          <li key={query}>
            <a href={`?${query}`} title={what} onClick={(event) => follow(event, query)}>
              <span class="ink published">{printed}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
