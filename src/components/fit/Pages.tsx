import { inPages } from "../../lib/memory/fits.ts";
import { grouped, plural, significant } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { kept, page } from "./state.ts";

/** Most pages drawn one by one: of a longer request, the first ones and the last. */
const mostPages = 12n;
const firstPages = 3n;
/** Widest page that is drawn token by token. */
const mostCells = 32;
const cellSize = 11;

interface Paged {
  readonly tokens: bigint;
  readonly size: bigint;
  readonly pages: bigint;
  readonly empty: bigint;
}

/** Reads signals. */
function paged(): Paged {
  const tokens = BigInt(kept.value.value);
  const size = BigInt(page.value.value);
  const held = inPages(tokens, size);
  return { tokens, size, pages: held / size, empty: held - tokens };
}

function told({ tokens, size, pages, empty }: Paged): string {
  const waste =
    empty === 0n
      ? "and fill them all"
      : `with ${plural(empty, "place")} left empty in the last, ${significant(ratio(empty * 100n, pages * size), 3)} % of what is held`;
  return `${plural(tokens, "token")} take ${plural(pages, "page")} of ${grouped(size)}, ${waste}.`;
}

/** One page: as many places as it has tokens, those in use filled. */
function Page({ number, used, size }: { number: bigint; used: bigint; size: bigint }) {
  const whole = Number(size);
  const cells = Math.min(whole, mostCells);
  const columns = Math.min(cells, 8);
  const rows = Math.ceil(cells / columns);
  const filled = Math.ceil((Number(used) * cells) / whole);
  const width = columns * cellSize + 4;
  const height = rows * cellSize + 18;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {Array.from({ length: cells }, (_, place) => (
        <rect
          key={String(place)}
          class={place < filled ? "place-used" : "place-empty"}
          x={2.5 + (place % columns) * cellSize}
          y={2.5 + Math.floor(place / columns) * cellSize}
          width={cellSize - 2}
          height={cellSize - 2}
        />
      ))}
      <text x={width / 2} y={height - 3} text-anchor="middle">
        {grouped(number)}
      </text>
    </svg>
  );
}

/** The pages of one request, the last one as full as it is. */
export function Pages() {
  const all = paged();
  const { pages, size, empty } = all;
  const shown = pages <= mostPages ? pages - 1n : firstPages;
  const skipped = pages - 1n - shown;
  return (
    <div class="fit-pages">
      <div class="row-of-pages" role="img" aria-label={told(all)}>
        {Array.from({ length: Number(shown) }, (_, place) => (
          <Page key={String(place)} number={BigInt(place + 1)} used={size} size={size} />
        ))}
        {skipped > 0n && <span class="skipped">… {plural(skipped, "more full page")} …</span>}
        <Page number={pages} used={size - empty} size={size} />
      </div>
      <p class="told">
        <span class="computed">{told(all)}</span>
        {size > BigInt(mostCells) && (
          <span class="note">
            {" "}
            One square stands for {grouped(size / BigInt(mostCells))} tokens.
          </span>
        )}
      </p>
      <Spoken text={() => told(paged())} />
    </div>
  );
}
