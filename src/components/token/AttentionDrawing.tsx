import { percent } from "./print.ts";
import { against, newest } from "./state.ts";
import { read, vectorsOf } from "./toy.ts";
import { texts, upTo, type Word, words } from "./words.ts";

const cell = 17;
const outputCell = 26;
const rowHeight = 30;
const top = 52;
const columns = { query: 62, key: 154, value: 228, share: 308 } as const;
const wide = 4 * cell;
const end = 362;
const outputStart = columns.value + wide - 4 * outputCell;
const bottom = top + words.length * rowHeight;
const height = bottom + 40;
const middle = (row: number) => top + row * rowHeight + rowHeight / 2;

interface CellsProps {
  readonly x: number;
  readonly row: number;
  readonly kind: "query" | "key" | "value" | "output";
  readonly numbers?: readonly string[];
  /** How strongly the cells are filled, from 0 to 1. */
  readonly share?: number;
  readonly marked?: boolean;
}

/** A vector as a row of boxes; without numbers they are empty. */
function Cells({ x, row, kind, numbers, share = 0, marked = false }: CellsProps) {
  const each = kind === "output" ? outputCell : cell;
  const y = kind === "output" ? bottom + 8 : middle(row) - 11;
  return (
    <g class={`vector ${kind}`} data-empty={numbers === undefined} data-marked={marked}>
      <rect x={x} y={y} width={4 * each} height={22} style={{ "--share": share }} />
      {[1, 2, 3].map((place) => (
        <line key={place} x1={x + place * each} x2={x + place * each} y1={y} y2={y + 22} />
      ))}
      {numbers?.map((number, place) => (
        <text key={String(place)} x={x + (place + 0.5) * each} y={y + 15.5}>
          {number}
        </text>
      ))}
    </g>
  );
}

/** The word whose key is looked at: the newest itself where a later one was asked for. */
export const looked = (): Word =>
  upTo(newest.value.value).includes(against.value.value) ? against.value.value : newest.value.value;

/** A click on a word looks at its key; on one not read yet, reads on to it. */
function choose(word: Word): void {
  if (upTo(newest.value.value).includes(word)) against.value.value = word;
  else newest.value.value = word;
}

/** One head of one attention layer at one moment: what the newest token asks, and what is kept. */
export function AttentionDrawing() {
  const now = newest.value.value;
  const place = words.indexOf(now);
  const marked = looked();
  const { shares, output } = read(now);
  const label = `The query of “${texts[now]}” beside the keys and values of ${place + 1} words, each with its share; queries of earlier words are gone. The table below has the numbers.`;
  return (
    <svg
      class="attention explorable"
      viewBox={`0 0 ${end} ${height}`}
      role="img"
      aria-label={label}
    >
      <g class="heads">
        <text x={columns.query + wide / 2} y={16}>
          used once
        </text>
        <text x={(columns.key + columns.value + wide) / 2} y={16}>
          kept: the cache
        </text>
        <text class="column" x={columns.query + wide / 2} y={40}>
          query
        </text>
        <text class="column" x={columns.key + wide / 2} y={40}>
          key
        </text>
        <text class="column" x={columns.value + wide / 2} y={40}>
          value
        </text>
        <text class="column start" x={columns.share} y={40}>
          share
        </text>
      </g>
      <rect
        class="cache"
        x={columns.key - 4}
        y={24}
        width={columns.value + wide - columns.key + 8}
        height={top + (place + 1) * rowHeight - 22}
        rx={5}
      />
      {shares.map((share, row) => (
        <path
          key={words[row]}
          class="ask"
          data-marked={words[row] === marked}
          style={{ "--share": share }}
          d={`M${columns.query + wide} ${middle(place)} C${columns.query + wide + 14} ${middle(place)} ${columns.key - 14} ${middle(row)} ${columns.key} ${middle(row)}`}
        />
      ))}
      {words.map((word, row) => {
        const seen = row <= place;
        const { query, key, value } = vectorsOf(word);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the fields above are the controls
          <g
            class="word"
            key={word}
            data-word={word}
            data-seen={seen}
            data-newest={word === now}
            onClick={() => choose(word)}
          >
            <rect
              class="touch"
              x={0}
              y={middle(row) - rowHeight / 2}
              width={end}
              height={rowHeight}
            />
            <text class="name" x={0} y={middle(row) + 5}>
              {texts[word]}
            </text>
            {seen && (
              <>
                <Cells
                  x={columns.query}
                  row={row}
                  kind="query"
                  {...(word === now && { numbers: query.map(String) })}
                />
                <Cells
                  x={columns.key}
                  row={row}
                  kind="key"
                  numbers={key.map(String)}
                  marked={word === marked}
                />
                <Cells
                  x={columns.value}
                  row={row}
                  kind="value"
                  numbers={value.map(String)}
                  share={shares[row]!}
                  marked={word === marked}
                />
                <rect
                  class="bar"
                  x={columns.share}
                  y={middle(row) + 6}
                  width={Math.max(0.5, shares[row]! * (end - columns.share))}
                  height={4}
                />
                <text class="share" x={columns.share} y={middle(row) + 2}>
                  {percent(shares[row]!)}
                </text>
              </>
            )}
          </g>
        );
      })}
      <g class="sum">
        <text x={outputStart - 6} y={bottom + 23}>
          each value by its share, passed on
        </text>
        <Cells
          x={outputStart}
          row={0}
          kind="output"
          numbers={output.map((number) => number.toFixed(1))}
        />
      </g>
    </svg>
  );
}
