import { working } from "../../lib/formula/working.ts";
import { grouped, printBytes, significant } from "../../lib/quantity/print.ts";
import type { Ratio } from "../../lib/quantity/ratio.ts";
import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { batch, element, kvHeads, model, models, tokens } from "./state.ts";
import { upTo, values } from "./steps.ts";

interface Props {
  /** The id of the term this step multiplies in. */
  readonly of: string;
  /** What the product so far counts: "numbers per token", "bytes". */
  readonly counts: string;
}

const tokenStops = Array.from({ length: 11 }, (_, power) => 1000 * 2 ** power);

function StepInput({ term }: { term: string }) {
  const name = model.value.value;
  switch (term) {
    case "num_hidden_layers":
      return <ChoiceField input={model} term={term} />;
    case "num_key_value_heads":
      return (
        <NumberField
          key={name}
          input={kvHeads[name]}
          stops={[1, 2, 4, 8, 16, 32, 64, 128].filter(
            (stop) => stop <= models[name].config.num_attention_heads,
          )}
          term={term}
        />
      );
    case "bytes_per_element":
      return <ChoiceField input={element} term={term} />;
    case "tokens":
      return <NumberField input={tokens} stops={tokenStops} term={term} />;
    case "batch":
      return <NumberField input={batch} stops={[1, 2, 4, 8, 16, 32, 64, 128]} term={term} />;
    default:
      return null;
  }
}

const factorText = ({ n, d }: Ratio): string =>
  d === 1n ? grouped(n) : `${significant({ n, d }, 6)}`;

/** The numbers so far and what they come to; follows the inputs apart from the field above it. */
function Product({ of: term, counts }: Props) {
  const steps = working(upTo(term), values());
  const { product } = steps.at(-1)!;
  const inBytes = counts.startsWith("bytes");
  return (
    <p class="working">
      {steps.map(({ term: factor, factor: value }, index) => (
        <span key={factor?.id}>
          {index > 0 && <span class="times"> × </span>}
          <span class="number" data-term={factor?.id} data-latest={factor?.id === term}>
            {factorText(value)}
          </span>
        </span>
      ))}
      <span class="equals"> = </span>
      <output class="computed">
        {significant(product, 12)} {counts}
      </output>
      {inBytes && product.n >= 2n ** 20n && (
        <span class="units">
          {" "}
          = {printBytes(product.n, product.n >= 2n ** 30n ? "GiB" : "MiB")} ={" "}
          {printBytes(product.n, product.n >= 2n ** 30n ? "GB" : "MB")}
        </span>
      )}
    </p>
  );
}

/** One step of the formula: what it multiplies in, the numbers so far, and what they come to. */
export function StepCell(props: Props) {
  return (
    <div class="step">
      <StepInput term={props.of} />
      <Product {...props} />
    </div>
  );
}
