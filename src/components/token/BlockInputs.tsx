import { useEffect, useRef } from "preact/hooks";
import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { tokenStops } from "./PassInputs.tsx";
import { growing, model, scale, tokens } from "./state.ts";

/** How long growing takes, in milliseconds: slow for the first tokens, then faster and faster. */
const growth = 5000;

/** The tokens after a part of the time: the same factor more in every moment. */
const after = (part: number, of: number): number => Math.min(of, Math.round(of ** part));

/** The model, its tokens, and how the block is drawn. */
export function BlockInputs() {
  const frame = useRef(0);
  const stop = () => {
    cancelAnimationFrame(frame.current);
    growing.value = undefined;
  };
  useEffect(() => stop, []);
  const grow = () => {
    stop();
    const started = performance.now();
    const step = (now: number) => {
      const part = (now - started) / growth;
      growing.value = part < 1 ? after(part, tokens.value.value) : undefined;
      if (part < 1) frame.current = requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
  };
  const add = () => {
    stop();
    tokens.value.value = Math.min(tokens.max, tokens.value.value + 1);
  };
  return (
    <div class="inputs">
      <ChoiceField input={model} />
      <NumberField input={tokens} stops={tokenStops} term="tokens" />
      <p class="steps">
        <button type="button" onClick={add}>
          One token more
        </button>
        <button type="button" class="grow" onClick={grow}>
          Grow from the first token
        </button>
      </p>
      <ChoiceField input={scale} />
    </div>
  );
}
