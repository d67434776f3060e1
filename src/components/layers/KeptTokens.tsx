import { plural } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { fates, type Run, told, type Way, ways, worth } from "./kept.ts";
import { read } from "./state.ts";

const size = 10;
const height = 13;
const inset = 1;

/** A run of tokens: one box for what was merged into an entry, else a box a token. */
function Boxes({ run, whole }: { run: Run; whole: boolean }) {
  const box = (from: number, length: number) => (
    <rect
      key={from}
      class={run.fate}
      x={(from - 1) * size + inset}
      y={inset}
      width={length * size - 2 * inset}
      height={height - 2 * inset}
    />
  );
  const length = run.to - run.from + 1;
  if (whole) return box(run.from, length);
  return <>{Array.from({ length }, (_, place) => box(run.from + place, 1))}</>;
}

function Row({ way, tokens }: { way: Way; tokens: number }) {
  const much = worth(way, tokens);
  return (
    <tr id={`kept-${way.id}`}>
      <th scope="row">
        {way.name}
        <br />
        <span class="told">{told(way, tokens)}</span>
      </th>
      <td class="tokens">
        <svg
          viewBox={`0 0 ${read.max * size} ${height}`}
          class={`kind-${way.kind}`}
          aria-hidden="true"
        >
          {fates(way, tokens).map((run) => (
            <Boxes
              key={run.from}
              run={run}
              whole={way.group.kind === "compressed" && run.fate === "kept"}
            />
          ))}
        </svg>
      </td>
      <td class="worth">
        <span class="bar" aria-hidden="true">
          {much > 0 && (
            <i class={`kind-${way.kind}`} style={{ width: `${(much / read.max) * 100}%` }} />
          )}
        </span>
        <span class="computed">{much}</span>
        <span class="unit"> tokens’ worth</span>
      </td>
    </tr>
  );
}

/** What six kinds of layers still have of the tokens they have read, token by token. */
export function KeptTokens() {
  const tokens = read.value.value;
  return (
    <>
      <table class="kept-table">
        <caption>
          What a layer has left of {plural(tokens, "token")}. A filled box can still be attended to;
          a dashed one has been read and is gone.
        </caption>
        <thead>
          <tr>
            <Column>The layer keeps</Column>
            <Column>tokens, oldest first</Column>
            <Column>memory, in tokens of a full layer</Column>
          </tr>
        </thead>
        <tbody>
          {ways.map((way) => (
            <Row key={way.id} way={way} tokens={tokens} />
          ))}
        </tbody>
      </table>
      <Spoken
        text={() =>
          `After ${read.value.value} tokens: ${ways.map((way) => `${way.name}, ${worth(way, read.value.value)}`).join("; ")}.`
        }
      />
    </>
  );
}
