import { computedWithCache, computedWithoutCache } from "../../lib/memory/generation.ts";
import { grouped, significant } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { Numbers } from "../formula/Numbers.tsx";
import { vectorsPerToken } from "./amounts.ts";
import { generationOf } from "./generation.ts";
import { modelNames } from "./models.ts";
import { PassesDrawing } from "./PassesDrawing.tsx";
import { binary, counted } from "./print.ts";
import { model, passes, prompt } from "./state.ts";

const now = () => generationOf(prompt.value.value, passes.value.value, model.value.value);

function told(): string {
  const { kept, again } = now();
  return `With a cache ${counted(kept, "token")} ${kept === 1n ? "goes" : "go"} through the layers, without one ${grouped(again)}: ${significant(ratio(again, kept), 3)} times as many.`;
}

/** A generation drawn twice and counted: with a cache and without. */
export function Cost() {
  const p = prompt.value.value;
  const n = passes.value.value;
  const { values, kept, again } = now();
  return (
    <>
      <div class="panels">
        {[
          { cached: true, title: "Keys and values kept", formula: computedWithCache, count: kept },
          { cached: false, title: "Nothing kept", formula: computedWithoutCache, count: again },
        ].map(({ cached, title, formula, count }) => (
          <figure key={title} class="panel">
            <figcaption>{title}</figcaption>
            <PassesDrawing prompt={p} passes={n} cached={cached} />
            <p class="working">
              <Numbers expression={formula.expression} values={values} />
              <span class="equals"> = </span>
              <output class="computed">{counted(count, "token")}</output>
            </p>
          </figure>
        ))}
      </div>
      <p class="summary">{told()}</p>
      <Spoken text={told} />
    </>
  );
}

/** The same generation in figures. */
export function CostTable() {
  const slug = model.value.value;
  const p = prompt.value.value;
  const n = passes.value.value;
  const { kept, again, read, cache } = now();
  const each = vectorsPerToken(slug);
  return (
    <table>
      <caption>
        {modelNames[slug]}: a prompt of {counted(p, "token")}, then {grouped(n)} decode{" "}
        {n === 1 ? "pass" : "passes"}
      </caption>
      <thead>
        <tr>
          <td />
          <Column number>kept</Column>
          <Column number>nothing kept</Column>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">tokens through the layers</th>
          <td class="number computed">{grouped(kept)}</td>
          <td class="number computed">{grouped(again)}</td>
        </tr>
        <tr>
          <th scope="row">keys and values computed, {grouped(each)} a token</th>
          <td class="number computed">{grouped(kept * each)}</td>
          <td class="number computed">{grouped(again * each)}</td>
        </tr>
        <tr>
          <th scope="row">memory for the cache at the end</th>
          <td class="number computed">{binary(cache)}</td>
          <td class="number">none</td>
        </tr>
        <tr>
          <th scope="row">cache read by the decode passes</th>
          <td class="number computed">{binary(read)}</td>
          <td class="number">none</td>
        </tr>
      </tbody>
    </table>
  );
}
