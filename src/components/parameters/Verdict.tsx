import { weightBytes } from "../../lib/memory/weights.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { models } from "../llama31/models.ts";
import { asPublished, counted } from "./count.ts";
import { both, percent, signed } from "./print.ts";
import { model } from "./state.ts";

/** The total against the count published beside the model. */
export function Verdict() {
  const count = counted();
  if (count.kind === "refused") {
    return (
      <p class="refused" role="alert">
        This config cannot be: {count.reason} (<code>{count.field}</code>). The drawing stays with
        one that can.
      </p>
    );
  }
  const name = model.labels[model.value.value];
  const published = BigInt(models[model.value.value].published);
  const apart = count.total - published;
  const size = apart < 0n ? -apart : apart;
  return (
    <p class="count-verdict">
      <output class="total">
        <data class="ink computed" value={String(count.total)}>
          {grouped(count.total)}
        </data>{" "}
        parameters
      </output>
      <span class="beside">
        {asPublished() ? "Published" : `${name} as published`}:{" "}
        <span class="ink published">{grouped(published)}</span>,{" "}
        {apart === 0n
          ? "the same to the last digit"
          : `${signed(apart)}, ${percent(size, published)}`}
        . In 16-bit {both(weightBytes(count.total, "fp16"))}.
      </span>
    </p>
  );
}
