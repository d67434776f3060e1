import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { workOut } from "../../lib/quantity/arithmetic.ts";
import { decimals } from "../../lib/quantity/print.ts";
import { toNumber } from "../../lib/quantity/ratio.ts";
import { expressions } from "./state.ts";
import type { Known } from "./table.ts";

/** The answer as a person would write it: every digit of a short decimal, else twelve. */
export function answer(worked: ReturnType<typeof workOut>): string {
  if ("error" in worked) {
    return worked.at === undefined
      ? worked.error
      : `${worked.error}, at character ${worked.at + 1}`;
  }
  const text = decimals(worked.value, 12, { group: false }).replace(/\.?0+$/, "");
  return text.length > 24 ? toNumber(worked.value).toPrecision(12) : text;
}

/** The question's own arithmetic, line by line, open to editing. */
export function Expressions({ known }: { readonly known: Known }) {
  const work = useSignal<typeof workOut | undefined>(undefined);
  const edited = expressions.some(({ value, initial }) => value.value !== initial);

  useEffect(() => {
    if (!edited || work.value) return;
    import("../../lib/quantity/arithmetic.ts").then((module) => {
      work.value = module.workOut;
    });
  }, [edited, work]);

  return (
    <ol class="expressions">
      {expressions.map(({ key, label, value, initial }, index) => {
        const { meaning, result } = known.expressions[index]!;
        const same = value.value === initial;
        const worked = same ? undefined : work.value?.(value.value);
        const failed = worked !== undefined && "error" in worked;
        return (
          <li key={key}>
            <label for={key}>{meaning}</label>
            <textarea
              id={key}
              rows={1}
              aria-label={`${label}: ${meaning}`}
              aria-invalid={failed}
              aria-describedby={`${key}-result`}
              spellcheck={false}
              autocomplete="off"
              value={value.value}
              onInput={(event) => {
                value.value = event.currentTarget.value.replaceAll("\n", "");
              }}
            />
            <output id={`${key}-result`} for={key} class={failed ? "refused" : "computed"}>
              {same ? result : worked ? answer(worked) : "…"}
            </output>
          </li>
        );
      })}
    </ol>
  );
}
