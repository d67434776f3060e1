import { plural } from "../../lib/quantity/print.ts";
import { drawn } from "./count.ts";
import { type Row, rows } from "./tensors.ts";

/** A block of equal matrices side by side: all are as wide as the hidden size, so rows are heights. */
interface Block {
  readonly row: Row;
  readonly left: number;
  readonly columns: number;
  readonly top: number;
  readonly height: number;
}

const heightOf = ({ sides, shape }: Row): number => {
  const across = sides.findIndex(([factor]) => factor!.term === "hidden_size");
  return shape[across === 0 ? 1 : 0]!;
};

/** Where every block stands: the embedding, then the layers, then the output, all on one floor. */
function layout(all: readonly Row[], layers: number) {
  const inLayers = all.filter(({ part }) => part === "attention" || part === "feed-forward");
  const first = all.filter(({ part }) => part === "embeddings");
  const last = all.filter(({ part }) => part === "output");
  const tall = (some: readonly Row[]) => some.reduce((sum, row) => sum + heightOf(row), 0);
  const floor = Math.max(tall(inLayers), tall(first));
  const stack = (some: readonly Row[], left: number, columns: number): Block[] => {
    let top = floor - tall(some);
    return some.map((row) => {
      const block = { row, left, columns, top, height: heightOf(row) };
      top += block.height;
      return block;
    });
  };
  return {
    floor,
    columns: first.length + layers + last.length,
    blocks: [
      ...stack(first, 0, 1),
      ...stack(inLayers, first.length, layers),
      ...stack(last, first.length + layers, 1),
    ],
  };
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(3)}%`;

/** Blocks lower than this part of the drawing have no room for their name. */
const leastNamed = 0.06;

/** The whole model drawn to scale: an area for every matrix, as large as the numbers in it. */
export function ModelMap() {
  const { config, count, outdated } = drawn();
  const layers = config.num_hidden_layers;
  const { floor, columns, blocks } = layout(rows(count, config), layers);
  const label = `The model to scale: ${blocks.map(({ row }) => row.name).join(", ")}, each an area as large as its parameters, the ${layers} layers side by side; the table below has the figures.`;
  const between = Array.from({ length: layers - 1 }, (_, i) => i + blocks[0]!.columns + 1);
  const top = Math.min(...blocks.filter((one) => one.columns === layers).map((one) => one.top));
  return (
    <div class={outdated ? "outdated" : undefined}>
      <div class="model-map" role="img" aria-label={label}>
        <svg viewBox={`0 0 ${columns} ${floor}`} preserveAspectRatio="none" aria-hidden="true">
          {blocks.map(({ row, ...at }) => (
            <rect
              key={row.id}
              class={`part-${row.part}`}
              data-term={row.id}
              x={at.left}
              y={at.top}
              width={at.columns}
              height={at.height}
            />
          ))}
          {layers <= 200 && (
            <path class="between" d={between.map((x) => `M${x} ${top}V${floor}`).join("")} />
          )}
        </svg>
        {blocks
          .filter(({ row, height }) => row.part === "feed-forward" && height / floor > leastNamed)
          .map(({ row, ...at }) => (
            <span
              key={row.id}
              aria-hidden="true"
              style={{
                left: percent(at.left + at.columns / 2, columns),
                top: percent(at.top + at.height / 2, floor),
              }}
            >
              {row.name}
            </span>
          ))}
      </div>
      <p class="map-floor" aria-hidden="true">
        <span>embedding</span>
        <span>{plural(layers, "layer")}</span>
        <span>{config.tie_word_embeddings ? "" : "output"}</span>
      </p>
    </div>
  );
}
