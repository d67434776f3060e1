import { toCode } from "../../lib/formula/code.ts";
import { cacheByGroup } from "../../lib/memory/cache.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { decimals, grouped, printBytes, significant } from "../../lib/quantity/print.ts";
import { multiply, ratio, toNumber } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { Scrolls } from "../cells/Scrolls.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { whole } from "../models/amounts.ts";
import { keepsValues, type Models, type Saving, savings } from "./saving.ts";
import { keyType, model, modelNames, tokens, valueType } from "./state.ts";

const percent = (part: Saving["part"]): string =>
  `${decimals(multiply(part, ratio(100n)), 1)}\u00a0%`;

const said = (models: Models): string => {
  const [chosen] = savings(models);
  return `${chosen!.label}: ${printBytes(chosen!.bytes, "GiB")}, ${percent(chosen!.part)} of 16-bit`;
};

/** The chosen pair as code that runs, where the model has layers of one kind. */
function code(models: Models, language: "python" | "typescript"): string {
  const groups = cacheByGroup(whole(models[model.value.value]), {
    tokens: BigInt(tokens.value.value),
    keyType: keyType.value.value,
    valueType: valueType.value.value,
  });
  return groups.map(({ formula, values }) => toCode(formula, values, language)).join("\n\n");
}

/** What the chosen model's cache takes in each format: the reader's pair, and the uniform ones. */
export function Savings({ known }: { readonly known: Models }) {
  const rows = savings(known);
  const values = keepsValues(known[model.value.value]);
  const most = Math.max(...rows.map(({ part }) => toNumber(part)));
  return (
    <>
      <Scrolls label="The cache in each format">
        <table class="savings">
          <caption>
            {modelNames[model.value.value]}, {grouped(tokens.value.value)} tokens of one sequence
          </caption>
          <thead>
            <tr>
              <Column>keys and values in, and who keeps them so</Column>
              <Column number>GiB</Column>
              <Column number>GB</Column>
              <Column number>of 16-bit</Column>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, bytes, keys, part, engines, chosen }) => (
              <tr key={chosen ? "chosen" : label} data-chosen={chosen}>
                <th scope="row">
                  {label}
                  <span class="cause">
                    {engines.length === 0 ? "no engine known here" : engines.join(", ")}
                  </span>
                </th>
                <td class="number computed">{significant(inUnit(bytes, "GiB"), 4)}</td>
                <td class="number computed">{significant(inUnit(bytes, "GB"), 4)}</td>
                <td class="number computed">{percent(part)}</td>
                <td class="share" aria-hidden="true">
                  <i
                    class="keys"
                    style={{
                      width: `${(toNumber(part) / most) * toNumber(ratio(keys, bytes)) * 100}%`,
                    }}
                  />
                  <i
                    class="values"
                    style={{
                      width: `${(toNumber(part) / most) * (1 - toNumber(ratio(keys, bytes))) * 100}%`,
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <p class="note">
        {values
          ? "Solid is what the keys take, hatched what the values take."
          : "This model keeps one latent for keys and values together: it is kept in the format of the keys, and that of the values changes nothing."}
      </p>
      <p class="copies">
        {(["python", "typescript"] as const).map((language) => (
          <copy-text key={language} class="needs-script" data-from={`code-${language}`}>
            <button type="button">Copy as {language === "python" ? "Python" : "TypeScript"}</button>
          </copy-text>
        ))}
      </p>
      <pre id="code-python" hidden>
        {code(known, "python")}
      </pre>
      <pre id="code-typescript" hidden>
        {code(known, "typescript")}
      </pre>
      <Spoken text={() => said(known)} />
    </>
  );
}
