import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { kvHeads, model, rank, ropeDim, type Shape, type Stop, shapes, stopsOf } from "./state.ts";

/** What a stop is called under the slider: the ends of the line have names. */
function Named({ stop, shape }: { stop: Stop; shape: Shape }) {
  const name = stop === `${shape.queryHeads}` ? "MHA" : stop === "1" ? "MQA" : "";
  if (stop === "mla") return <b>MLA</b>;
  return (
    <>
      {stop}
      {name && <b>{name}</b>}
    </>
  );
}

const said = (stop: Stop): string => {
  if (stop === "mla") return "one latent, MLA";
  return stop === "1" ? "1 KV head, MQA" : `${stop} KV heads`;
};

/** Which model, and how its heads share: a slider to drag, and its stops to choose one by one. */
export function Controls() {
  const shape: Shape = shapes[model.value.value];
  const input = kvHeads[model.value.value];
  const stops = stopsOf(shape);
  const current = input.value.value;
  return (
    <div class="inputs heads-controls" style={{ "--stops": stops.length }}>
      <ChoiceField input={model} />
      <label class="field" for="kv-stops">
        <span>KV heads</span>
      </label>
      <input
        id="kv-stops"
        type="range"
        aria-valuetext={said(current)}
        min={0}
        max={stops.length - 1}
        value={stops.indexOf(current)}
        onInput={({ currentTarget }) => {
          input.value.value = stops[Number(currentTarget.value)]!;
        }}
      />
      <fieldset>
        <legend class="visually-hidden">KV heads, one stop at a time</legend>
        {stops.map((stop) => (
          <label key={stop} class="stop">
            <input
              type="radio"
              name="stop"
              aria-label={said(stop)}
              checked={stop === current}
              onChange={() => {
                input.value.value = stop;
              }}
            />
            <span>
              <Named stop={stop} shape={shape} />
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** The two widths of MLA's latent. */
export function LatentInputs() {
  return (
    <div class="inputs latent-inputs">
      <NumberField input={rank} stops={[64, 128, 256, 512, 1024, 2048, 4096]} term="kv_lora_rank" />
      <NumberField input={ropeDim} stops={[0, 32, 64, 128, 256, 512]} term="qk_rope_head_dim" />
    </div>
  );
}
