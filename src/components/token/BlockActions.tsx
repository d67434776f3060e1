import { grow } from "./grow.ts";
import { growing, tokens } from "./state.ts";

/** Makes the block deeper: by a token, or all the way from the first. */
export function BlockActions() {
  const add = () => {
    growing.value = undefined;
    tokens.value.value = Math.min(tokens.max, tokens.value.value + 1);
  };
  return (
    <p class="steps">
      <button type="button" onClick={add}>
        One token more
      </button>
      <button type="button" class="grow" onClick={grow}>
        Grow from the first token
      </button>
    </p>
  );
}
