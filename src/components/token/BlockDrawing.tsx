import { shapeOf } from "./amounts.ts";
import { type Block, blockOf, cellAt, type Point, place, type Room, scaleFor } from "./block.ts";
import { modelNames, slugs } from "./models.ts";
import { columnOf, pieceOf, shownTokens } from "./piece.ts";
import { counted } from "./print.ts";
import { head, layer, model, part, pointed, scale } from "./state.ts";

interface Props {
  readonly width: number;
}

const margin = { left: 22, top: 18, bottom: 24, right: 6 };

/** The room for the front and for the depth, in a drawing of some width. */
const roomIn = (width: number): Room => {
  const depth = width * 0.3;
  return {
    width: width - margin.left - margin.right - depth * 0.8,
    height: width > 500 ? 260 : 210,
    depth,
  };
};

const polygon = (points: readonly Point[]): string =>
  points.map((point) => point.map((one) => one.toFixed(2)).join()).join(" ");

const path = (lines: readonly (readonly [Point, Point])[]): string =>
  lines
    .map(
      ([[x1, y1], [x2, y2]]) =>
        `M${x1.toFixed(2)} ${y1.toFixed(2)}L${x2.toFixed(2)} ${y2.toFixed(2)}`,
    )
    .join("");

/** The three faces that are seen, each as its outline. */
const faces = ({ width, height, depth }: Block) => ({
  top: [place(0, 0), place(width, 0), place(width, 0, depth), place(0, 0, depth)],
  side: [
    place(width, 0),
    place(width, height),
    place(width, height, depth),
    place(width, 0, depth),
  ],
});

const steps = (count: number, size: number): number[] =>
  Array.from({ length: count - 1 }, (_, index) => (index + 1) * size);

/** The cache as a block: layers down, heads across, keys beside values, tokens deep. */
export function BlockDrawing({ width }: Props) {
  const slug = model.value.value;
  const shape = shapeOf(slug);
  const tokens = shownTokens();
  const room = roomIn(width);
  const among = scale.value.value === "same" ? slugs.map(shapeOf) : [shape];
  const drawn = scaleFor(shape, tokens, room, among);
  const block = blockOf(shape, tokens, drawn);
  const { top, side } = faces(block);
  const rise = room.depth * 0.6;
  const height = margin.top + rise + room.height + margin.bottom;
  const origin: Point = [margin.left, margin.top + rise];
  const piece = pieceOf(shape);
  const column = columnOf(piece, shape);
  const x = column * drawn.column;
  const y = (piece.layer - 1) * drawn.row;
  const half = block.width / 2;
  const label = `${modelNames[slug]} as a block of ${shape.layers} layers by ${counted(shape.heads, "KV head")}, keys beside values, ${counted(tokens, "token")} deep, with one head of one layer marked; the table below has the figures.`;

  const pieceAt = (event: MouseEvent) => {
    const keys = (event.currentTarget as SVGElement).querySelector(".keys")!;
    const { left, top: above, width: wide } = keys.getBoundingClientRect();
    const zoom = half / wide;
    const at: Point = [(event.clientX - left) * zoom, (event.clientY - above) * zoom];
    const found = cellAt(at, shape, drawn);
    return (
      found && {
        layer: found.layer + 1,
        head: (found.column % shape.heads) + 1,
        part: found.column < shape.heads ? ("keys" as const) : ("values" as const),
      }
    );
  };
  const choose = (event: MouseEvent) => {
    const found = pieceAt(event);
    if (!found) return;
    layer.value.value = found.layer;
    head.value.value = found.head;
    part.value.value = found.part;
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the fields above do the same with the keyboard
    <svg
      class="block explorable"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      onPointerMove={(event) => {
        pointed.value = event.pointerType === "mouse" ? pieceAt(event) : undefined;
      }}
      onPointerLeave={() => {
        pointed.value = undefined;
      }}
      onClick={choose}
    >
      <g transform={`translate(${origin[0]} ${origin[1]})`}>
        <polygon class="face top" points={polygon(top)} />
        <polygon class="face side" points={polygon(side)} />
        <path
          class="lines"
          d={path(
            block.slices.flatMap((deep) => [
              [place(0, 0, deep), place(block.width, 0, deep)] as const,
              [place(block.width, 0, deep), place(block.width, block.height, deep)] as const,
            ]),
          )}
        />
        <polygon
          class="piece"
          points={polygon([
            place(x, 0),
            place(x + drawn.column, 0),
            place(x + drawn.column, 0, block.depth),
            place(x, 0, block.depth),
          ])}
        />
        <polygon
          class="piece"
          points={polygon([
            place(block.width, y),
            place(block.width, y + drawn.row),
            place(block.width, y + drawn.row, block.depth),
            place(block.width, y, block.depth),
          ])}
        />
        <rect class="keys" width={half} height={block.height} />
        <rect class="values" x={half} width={half} height={block.height} />
        <path
          class="lines"
          d={path([
            ...steps(2 * shape.heads, drawn.column).map(
              (at) => [place(at, 0), place(at, block.height)] as const,
            ),
            ...steps(shape.layers, drawn.row).map(
              (at) => [place(0, at), place(block.width, at)] as const,
            ),
          ])}
        />
        <rect class="edge" width={block.width} height={block.height} />
        <polygon class="edge" points={polygon(top)} />
        <polygon class="edge" points={polygon(side)} />
        <line class="edge" x1={half} x2={half} y2={block.height} />
        <rect class="band" y={y} width={block.width} height={drawn.row} />
        <rect class="band" x={x} width={drawn.column} height={block.height} />
        <rect
          class="chosen"
          x={x}
          y={y}
          width={Math.max(1.5, drawn.column)}
          height={Math.max(1.5, drawn.row)}
        />
        <text class="down" transform={`translate(-8 ${block.height / 2}) rotate(-90)`}>
          {shape.layers} layers
        </text>
        <text x={half / 2} y={block.height + 17}>
          keys
        </text>
        <text x={half * 1.5} y={block.height + 17}>
          values
        </text>
        <text class="deep" x={place(0, 0, block.depth)[0] + 2} y={place(0, 0, block.depth)[1] - 6}>
          {counted(tokens, "token")}
        </text>
      </g>
    </svg>
  );
}
