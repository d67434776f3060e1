import { pressed } from "../witness/press.tsx";
import type { Question } from "../witness/question.ts";
import { batch, element, kvHeads, model, models, tokens } from "./state.ts";

/** What the article's inputs ask of llama.cpp. */
function question(): Question {
  const name = model.value.value;
  const heads = kvHeads[name].value.value;
  return {
    model: `Llama 3.1 ${name} with ${heads} KV heads`,
    config: { ...models[name].config, num_key_value_heads: heads },
    tokens: tokens.value.value,
    slots: batch.value.value,
    keyType: element.value.value,
    valueType: element.value.value,
  };
}

export const press = (root: HTMLElement) => pressed(root, question);
