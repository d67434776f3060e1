import { counted } from "./print.ts";

interface Props {
  readonly prompt: number;
  readonly passes: number;
  /** Whether keys and values are kept from pass to pass. */
  readonly cached: boolean;
  /** The tokens by name, where there are few. */
  readonly words?: readonly string[];
}

const wide = 300;
const left = 2;
const top = 24;

/** Most passes that are drawn one by one; beyond, the steps are finer than a screen. */
const mostSteps = 60;

type Point = readonly [tokens: number, pass: number];

/** The outline of passes that each reach from the first token to where `reach` says. */
function region(first: number, last: number, reach: (pass: number) => number): Point[] {
  const all = last - first + 1;
  const edge: Point[] =
    all > mostSteps
      ? [
          [reach(first), first],
          [reach(last), last + 1],
        ]
      : Array.from({ length: all }, (_, index) => first + index).flatMap((pass): Point[] => [
          [reach(pass), pass],
          [reach(pass), pass + 1],
        ]);
  return [[0, first], ...edge, [0, last + 1]];
}

/** Passes from top to bottom, tokens from left to right: what each pass computes and what it reads. */
export function PassesDrawing({ prompt, passes, cached, words }: Props) {
  const high = words ? 24 * (passes + 1) : 150;
  const at = ([tokens, pass]: Point) =>
    `${left + (tokens / (prompt + passes)) * wide},${top + (pass / (passes + 1)) * high}`;
  const computed = (pass: number) => prompt + pass;
  const kept = (pass: number) => computed(pass) - 1;
  const outline = (points: Point[]) => points.map(at).join(" ");
  const label = cached
    ? `With a cache: the first pass computes ${counted(prompt, "token")}, each of ${passes} that follow one; the rest is read.`
    : `Without a cache: the first pass computes ${counted(prompt, "token")}, each of ${passes} that follow one more than the one before.`;
  return (
    <svg
      class="passes"
      viewBox={`0 0 ${wide + 2 * left} ${top + high + 4}`}
      role="img"
      aria-label={label}
    >
      {words ? (
        words.map((word, index) => (
          <text
            key={word}
            class="word"
            x={left + ((index + 0.5) / words.length) * wide}
            y={top - 8}
          >
            {word}
          </text>
        ))
      ) : (
        <text x={left} y={top - 8}>
          tokens →, passes ↓
        </text>
      )}
      {cached ? (
        <>
          <polygon class="computed-area" points={outline(region(0, 0, computed))} />
          <polygon class="computed-area" points={outline(region(1, passes, computed))} />
          <polygon class="paper" points={outline(region(1, passes, kept))} />
          <polygon class="read" points={outline(region(1, passes, kept))} />
          {passes > mostSteps && (
            <path
              class="hairline"
              d={`M${at([prompt, 0.5])}L${at([prompt + passes, passes + 1])}`}
            />
          )}
        </>
      ) : (
        <polygon class="computed-area" points={outline(region(0, passes, computed))} />
      )}
      {words && (
        <g class="grid">
          {words.slice(1).map((word, index) => {
            const x = left + ((index + 1) / words.length) * wide;
            const first = Math.max(0, index + 2 - prompt);
            const from = top + (first / (passes + 1)) * high;
            return <line key={word} x1={x} x2={x} y1={from} y2={top + high} />;
          })}
          {Array.from({ length: passes }, (_, index) => {
            const y = top + ((index + 1) / (passes + 1)) * high;
            const end = left + ((prompt + index) / (prompt + passes)) * wide;
            return <line key={String(index)} x1={left} x2={end} y1={y} y2={y} />;
          })}
          {Array.from({ length: passes + 1 }, (_, pass) => (
            <text
              key={String(pass)}
              class={cached && pass > 0 ? "on-read" : "on-computed"}
              x={left + 4}
              y={top + ((pass + 0.5) / (passes + 1)) * high + 4}
            >
              {pass === 0 ? "prefill" : "decode"}
            </text>
          ))}
        </g>
      )}
    </svg>
  );
}
