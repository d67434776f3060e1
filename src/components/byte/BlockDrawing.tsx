import type { BlockNow } from "./block.ts";
import { plain } from "./print.ts";

interface Props {
  readonly block: BlockNow;
  readonly width: number;
}

const height = 250;
const top = 14;
const bottom = 236;
const left = 40;
/** Levels closer than this many units of the drawing are shown as a band. */
const closest = 3;

/** Where a value stands on the drawing, from its top. */
const heightOf = (value: number, span: number): number =>
  top + ((bottom - top) * (1 - value / span)) / 2;

const inside = (level: number, span: number): boolean => Math.abs(level) <= span * 1.0001;

interface LevelsProps {
  readonly block: BlockNow;
  readonly run: number;
  readonly from: number;
  readonly to: number;
}

/** What one run of numbers can come back as: lines, or a band where they lie too close. */
function Levels({ block, from, to, run }: LevelsProps) {
  const levels = block.blocks[run]!.levels.filter((level) => inside(level, block.span));
  const ys = levels.map((level) => heightOf(level, block.span));
  const gap = (ys[0]! - ys.at(-1)!) / Math.max(1, ys.length - 1);
  if (gap < closest) {
    return (
      <rect class="band" x={from} y={ys.at(-1)} width={to - from} height={ys[0]! - ys.at(-1)!} />
    );
  }
  return (
    <>
      {ys.map((y) => (
        <line key={y} class="level" x1={from} x2={to} y1={y} y2={y} />
      ))}
    </>
  );
}

/** Numbers as rings, what comes back as dots, and the levels that a dot can stand on. */
export function BlockDrawing({ block, width }: Props) {
  const { numbers, back, span, place, each, blocks, rotated } = block;
  const right = width - 6;
  const column = (right - left) / numbers.length;
  const middle = (index: number) => left + column * (index + 0.5);
  const y = (value: number) => heightOf(value, span);
  return (
    <svg
      class="explorable"
      viewBox={`0 0 ${width} ${height}`}
      data-left={left / width}
      data-right={right / width}
      data-top={top / height}
      data-bottom={bottom / height}
      data-span={span}
      aria-hidden="true"
    >
      <rect
        class="at"
        x={left + column * place}
        y={top - 8}
        width={column}
        height={bottom - top + 16}
      />
      {(rotated ? [] : blocks).map((_, run) => (
        <Levels
          key={run}
          block={block}
          run={run}
          from={left + column * each * run}
          to={left + column * each * (run + 1)}
        />
      ))}
      {[span, 0, -span].map((value) => (
        <text key={value} x={left - 6} y={y(value) + 4} text-anchor="end">
          {plain(value, 6)}
        </text>
      ))}
      <line class="zero" x1={left} x2={right} y1={y(0)} y2={y(0)} />
      {numbers.map((value, index) => (
        <g key={index}>
          <line
            class="error"
            x1={middle(index)}
            x2={middle(index)}
            y1={y(value)}
            y2={y(back[index]!)}
          />
          <circle class="number" cx={middle(index)} cy={y(value)} r={column > 14 ? 4.5 : 3.6} />
          <circle class="back" cx={middle(index)} cy={y(back[index]!)} r={column > 14 ? 2.6 : 2} />
        </g>
      ))}
    </svg>
  );
}
