import { toCode } from "../../lib/formula/code.ts";
import type { Kept } from "./sharing.ts";

const languages = { python: "Python", typescript: "TypeScript" } as const;

/** Copies the formula with the numbers of a stop, as code that runs. */
export function Copies({ kept: { formula, values } }: { readonly kept: Kept }) {
  const names = Object.keys(languages) as (keyof typeof languages)[];
  return (
    <p class="copies">
      {names.map((language) => (
        <span key={language} class="needs-script">
          <code id={`sharing-${language}`} hidden>
            {toCode(formula, values, language)}
          </code>
          <copy-text class="needs-script" data-from={`sharing-${language}`}>
            <button type="button">Copy as {languages[language]}</button>
          </copy-text>{" "}
        </span>
      ))}
    </p>
  );
}
