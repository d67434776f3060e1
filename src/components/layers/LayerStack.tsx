import { layerCount, layout } from "../../lib/architecture/words.ts";
import { cacheBytes } from "../../lib/memory/cache.ts";
import { everyTokenInEveryLayer } from "../../lib/memory/uncapped.ts";
import { grouped, significant } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { keptOf, type Model, settings, whole } from "../models/amounts.ts";
import { kindNames, kindsOf } from "../models/kinds.ts";
import { asked, binary } from "../models/print.ts";
import { Stack } from "../models/Stack.tsx";

/** What it would be if nothing were forgotten, or undefined where that cannot be said. */
function without(model: Model, total: bigint): string | undefined {
  const every = everyTokenInEveryLayer(whole(model));
  if (!every) return undefined;
  const bytes = cacheBytes(every, settings());
  const count = layerCount(every);
  const layers =
    count === layerCount(whole(model))
      ? `all ${grouped(count)} layers`
      : `the ${grouped(count)} layers that keep anything`;
  if (bytes === total) return `That is what ${layers} come to when each keeps every token.`;
  const times = significant(ratio(bytes, total), 3);
  return `If ${layers} kept every token and nothing else, it would be ${binary(bytes)}: ${times} times as much.`;
}

function sentence(model: Model): string {
  const kept = keptOf(model);
  if ("refused" in kept) return `This format does not fit: ${kept.refused}.`;
  return `${model.name} keeps ${binary(kept.total)} of ${asked()}. ${without(model, kept.total) ?? ""}`;
}

const home = import.meta.env.BASE_URL.replace(/\/?$/, "/");

/** A model's layers drawn to scale, and what they come to beside layers that forget nothing. */
export function LayerStack({ model }: { readonly model: Model }) {
  const kept = keptOf(model);
  return (
    <>
      <p class="amount">
        <span class="asked">
          {asked()} in <a href={`${home}models/${model.slug}/`}>{model.name}</a>
        </span>{" "}
        {"refused" in kept ? (
          <span class="refused">This format does not fit: {kept.refused}.</span>
        ) : (
          <>
            <output class="computed" id="stack-total">
              {binary(kept.total)}
            </output>
            <span class="units">
              {" "}
              = <span class="computed">{grouped(kept.total)} bytes</span>
            </span>
          </>
        )}
      </p>
      {!("refused" in kept) && (
        <>
          <p class="without">
            {layout(whole(model))}. {without(model, kept.total)}
          </p>
          <ul class="legend">
            {kindsOf(whole(model)).map((kind) => (
              <li key={kind}>
                <i class={`swatch kind-${kind}`} />
                {kindNames[kind]}
              </li>
            ))}
          </ul>
          <Stack model={model} />
        </>
      )}
      <Spoken text={() => sentence(model)} />
    </>
  );
}
