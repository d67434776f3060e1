import { ChoiceField } from "../cells/ChoiceField.tsx";
import { TextField } from "../cells/TextField.tsx";
import { Config } from "./Config.tsx";
import { refusedText } from "./refusal.ts";
import { ahead, modelNames } from "./session.ts";
import * as state from "./state.ts";

const hints = {
  figure: "As printed, with its label if it has one: a size, a ratio, a percentage, tokens, GPUs.",
  tokens: "16k, 16ki or 16,384; empty for one token",
  element: "2 bytes a number where empty",
} as const;

const models = "model-names";
const formats = "format-names";
const more = ["unit", "devices", "parameters", "weights-element", "capacity", "weights", "against"];

/** The form: a figure, and what is known about it. */
export function Question() {
  const field = (key: "figure" | "model" | "tokens" | "batch" | "element") => ({
    input: state.statements[key],
    refused: refusedText(key),
    onFocus: ahead,
  });
  const openMore = more.some((key) => {
    const { value, initial } = state.statements[key as keyof typeof state.statements];
    return value.value !== initial || refusedText(key) !== undefined;
  });
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()} aria-label="The figure">
      <div class="main-fields">
        <TextField {...field("figure")} hint={hints.figure} />
        <TextField {...field("model")} list={models} />
      </div>
      <div class="fields">
        <TextField {...field("tokens")} hint={hints.tokens} />
        <TextField {...field("batch")} />
        <TextField {...field("element")} hint={hints.element} list={formats} />
        <ChoiceField input={state.quantity} />
      </div>
      {refusedText("quantity") && (
        <p class="refused" role="alert">
          {refusedText("quantity")}
        </p>
      )}
      <details class="more" open={openMore || undefined}>
        <summary>More that is known</summary>
        <div class="fields">
          <ChoiceField input={state.unit} />
          <TextField input={state.devices} refused={refusedText("devices")} />
          <TextField input={state.parameters} refused={refusedText("parameters")} />
          <TextField
            input={state.weightsElement}
            refused={refusedText("weights-element")}
            list={formats}
          />
          <TextField input={state.capacity} refused={refusedText("capacity")} />
          <ChoiceField input={state.weights} />
          <TextField input={state.against} refused={refusedText("against")} list={models} />
        </div>
      </details>
      <Config />
      <datalist id={models}>
        {modelNames.value.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id={formats}>
        {["fp16", "bf16", "fp8", "int8", "int4", "q8_0", "q4_0", "fp32", "mxfp4"].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  );
}
