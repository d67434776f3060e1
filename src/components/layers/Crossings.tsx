import { keeps, stateNames } from "../../lib/architecture/words.ts";
import { bytesPerTokenAt, cacheBytes } from "../../lib/memory/cache.ts";
import { type Crossing, crossings } from "../../lib/memory/crossing.ts";
import { growsInSteps } from "../../lib/memory/growth.ts";
import { decimals, grouped, significant } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { type Model, settings, whole } from "../models/amounts.ts";
import { binary } from "../models/print.ts";
import { element, tokens } from "../models/state.ts";

const longest = 10_000;

/** Where a length stands on the logarithmic scale of the bars, in per cent. */
const along = (length: bigint): number =>
  Math.min(100, (100 * Math.log(Number(length))) / Math.log(longest));

const alone = ({ growing }: Crossing) => ({
  layers: growing.map((group) => ({ ...group, count: 1 })),
  trace: {},
});

function Row({ model, crossing }: { model: Model; crossing: Crossing }) {
  const { batch: _, ...under } = settings();
  const { state, stateBytes, growing, tokens: level } = crossing;
  const layer = alone(crossing);
  const now = ratio(cacheBytes(layer, under), stateBytes);
  const perToken = bytesPerTokenAt(layer, { ...under, tokens: 0n });
  return (
    <tr id={`crossing-${model.slug}`}>
      <th scope="row">
        {model.name}
        <br />
        <span class="told">
          {stateNames[state.name]} beside {growing.map(keeps).join(" + ")}
        </span>
      </th>
      <td class="number computed level">{level === undefined ? "never" : grouped(level)}</td>
      <td class="scale">
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect class="kind-full" x="0" y="1" width="100" height="6" />
          <rect
            class="kind-state"
            x="0"
            y="0"
            width={level === undefined ? 100 : along(level)}
            height="8"
          />
        </svg>
      </td>
      <td class="number computed">{binary(stateBytes)}</td>
      <td class="number computed">
        {significant(perToken)}
        {growsInSteps(layer) && (
          <>
            <br />
            <span class="told">on average</span>
          </>
        )}
      </td>
      <td class="number computed">{decimals(now, 2)}</td>
    </tr>
  );
}

/** The state that most of a model's layers have, beside its layers that grow. */
function row(model: Model) {
  try {
    const [crossing] = crossings(whole(model), { keyType: settings().keyType }).sort(
      (a, b) => b.state.count - a.state.count,
    );
    return crossing && <Row key={model.slug} model={model} crossing={crossing} />;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return (
      <tr key={model.slug} id={`crossing-${model.slug}`}>
        <th scope="row">{model.name}</th>
        <td colSpan={5} class="says-no">
          {error.message}
        </td>
      </tr>
    );
  }
}

/** For each hybrid, the tokens up to which a layer with a state keeps more than one with a cache. */
export function Crossings({ models }: { readonly models: readonly Model[] }) {
  return (
    <table class="crossings-table">
      <caption>
        One layer with a state beside one layer that grows, in the same model, one sequence; cache
        in {element.labels[element.value.value]}, states in their own formats
      </caption>
      <thead>
        <tr>
          <Column>Model</Column>
          <Column number>equal at, tokens</Column>
          <th scope="col" class="scale">
            <span class="visually-hidden">drawn from </span>
            <span class="ticks">
              <span>1</span> <span>100</span> <span>10,000</span>
            </span>
          </th>
          <Column number>a state</Column>
          <Column number>a token adds, bytes</Column>
          <Column number>cache ÷ state at {grouped(tokens.value.value)}</Column>
        </tr>
      </thead>
      <tbody>{models.map(row)}</tbody>
    </table>
  );
}
