import { toCode } from "../../lib/formula/code.ts";
import type { Values } from "../../lib/formula/evaluate.ts";
import type { Formula } from "../../lib/formula/expression.ts";

const languages = { python: "Python", typescript: "TypeScript" } as const;

interface Props {
  /** What the ids of the code start with. */
  readonly id: string;
  readonly formula: Formula;
  readonly values: Values;
}

/** Copies a formula with its numbers, as code that runs. */
export function Copies({ id, formula, values }: Props) {
  const names = Object.keys(languages) as (keyof typeof languages)[];
  return (
    <p class="copies">
      {names.map((language) => (
        <span key={language} class="needs-script">
          <code id={`${id}-${language}`} hidden>
            {toCode(formula, values, language)}
          </code>
          <copy-text class="needs-script" data-from={`${id}-${language}`}>
            <button type="button">Copy as {languages[language]}</button>
          </copy-text>{" "}
        </span>
      ))}
    </p>
  );
}
