import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import type { Choice, WholeNumber } from "../state/input.ts";
import { subject } from "./model/chosen.ts";
import {
  count,
  engine,
  gpu,
  gpuStops,
  keyType,
  other,
  ownInputs,
  pipelineParallel,
  prediction,
  prefix,
  requestStops,
  requests,
  share,
  tensorParallel,
  tokenStops,
  tokens,
  valueType,
  weightType,
} from "./state.ts";

type Own = WholeNumber | Choice<string>;

/** A setting that only some engines have. */
const OwnField = ({ input }: { readonly input: Own }) =>
  "min" in input ? (
    <NumberField id={`field-${input.key}`} input={input} />
  ) : (
    <ChoiceField input={input} />
  );

/** What is asked, of which GPUs, and how it is served. */
export function Inputs() {
  const predicts = (subject.value.architecture.extra?.length ?? 0) > 0;
  const own = ownInputs[engine.value.value] as unknown as readonly Own[];
  return (
    <div class="bench-inputs">
      <fieldset>
        <legend>Requests</legend>
        <NumberField id="field-tokens" input={tokens} stops={tokenStops} typed />
        <NumberField id="field-n" input={requests} stops={requestStops} />
        <NumberField id="field-prefix" input={prefix} typed />
      </fieldset>
      <fieldset>
        <legend>Formats</legend>
        <ChoiceField input={keyType} />
        <ChoiceField input={valueType} />
        <ChoiceField input={weightType} />
        {predicts && <ChoiceField input={prediction} />}
      </fieldset>
      <fieldset>
        <legend>GPUs</legend>
        <ChoiceField input={gpu} />
        <NumberField id="field-gpus" input={count} stops={gpuStops} />
        <NumberField id="field-tp" input={tensorParallel} />
        <NumberField id="field-pp" input={pipelineParallel} />
      </fieldset>
      <fieldset>
        <legend>Assumed</legend>
        <NumberField id="field-share" input={share} />
        <NumberField id="field-other" input={other} />
      </fieldset>
      <fieldset>
        <legend>Served by</legend>
        <ChoiceField input={engine} />
        {own.map((input) => (
          <OwnField key={input.key} input={input} />
        ))}
      </fieldset>
    </div>
  );
}
