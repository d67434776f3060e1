import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { AttentionDrawing, looked } from "./AttentionDrawing.tsx";
import { counted, percent } from "./print.ts";
import { newest } from "./state.ts";
import { read, vectorsOf } from "./toy.ts";
import { texts, upTo } from "./words.ts";

const few = (number: number): string => String(Number(number.toFixed(2)));

function tally(): string {
  const read = upTo(newest.value.value).length;
  const gone = read === 1 ? "none is gone yet" : `${read - 1} gone`;
  return `${counted(read, "word")} read: ${counted(read, "key")} and ${counted(read, "value")} kept; one query in use, ${gone}.`;
}

/** How the newest word's query and one key come to a share, number by number. */
function Working() {
  const now = newest.value.value;
  const other = looked();
  const so = upTo(now);
  const place = so.indexOf(other);
  const { products, scores, shares } = read(now);
  const { query } = vectorsOf(now);
  const { key } = vectorsOf(other);
  const all = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  return (
    <p class="working">
      <strong>{texts[now]}</strong> asks, <strong>{texts[other]}</strong> answers:{" "}
      {query.map((number, at) => (
        <span key={String(at)}>
          {at > 0 && <span class="times"> + </span>}
          {number}
          <span class="times"> × </span>
          {key[at]}
        </span>
      ))}
      <span class="equals"> = </span>
      {products[place]}. Divided by √{query.length} it is {few(scores[place]!)}, and e to that power
      is {few(Math.exp(scores[place]!))}, out of {few(all)} for all{" "}
      {so.length === 1 ? "one" : so.length} together: a share of{" "}
      <output class="computed">{percent(shares[place]!)}</output>.
    </p>
  );
}

const list = (numbers: readonly number[]): string => numbers.join(", ");

/** The drawing as a table. */
export function AttentionTable() {
  const now = newest.value.value;
  const { shares, output } = read(now);
  return (
    <table>
      <thead>
        <tr>
          <Column>word</Column>
          <Column>query</Column>
          <Column>key</Column>
          <Column>value</Column>
          <Column number>share</Column>
        </tr>
      </thead>
      <tbody>
        {upTo(now).map((word, row) => {
          const { query, key, value } = vectorsOf(word);
          return (
            <tr key={word}>
              <th scope="row">{texts[word]}</th>
              <td>{word === now ? list(query) : "gone"}</td>
              <td>{list(key)}</td>
              <td>{list(value)}</td>
              <td class="number computed">{percent(shares[row]!)}</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            all values, each by its share
          </th>
          <td colSpan={2} class="computed">
            {output.map((number) => number.toFixed(1)).join(", ")}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The layer drawn, one share worked out, and what is kept so far. */
export function Attention() {
  return (
    <>
      <AttentionDrawing />
      <p class="summary">{tally()}</p>
      <Working />
      <Spoken text={tally} />
    </>
  );
}
