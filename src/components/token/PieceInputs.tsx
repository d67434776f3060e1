import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { shapeOf } from "./models.ts";
import { head, layer, model, part } from "./state.ts";

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The piece of the block that is told about. */
export function PieceInputs() {
  const { layers, heads } = shapeOf(model.value.value);
  return (
    <div class="inputs">
      <NumberField input={layer} stops={upTo(layers)} term="num_hidden_layers" />
      <NumberField input={head} stops={upTo(heads)} term="num_key_value_heads" />
      <ChoiceField input={part} />
    </div>
  );
}
