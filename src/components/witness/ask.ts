import { configOf } from "./config.ts";
import { pressed } from "./press.tsx";
import type { Question } from "./question.ts";
import { chosenModel, keyType, slots, tokens, valueType } from "./state.ts";

/** What the inputs of this page ask of llama.cpp. */
async function question(): Promise<Question> {
  const { slug, name } = chosenModel();
  return {
    model: name,
    config: await configOf(slug),
    tokens: tokens.value.value,
    slots: slots.value.value,
    keyType: keyType.value.value,
    valueType: valueType.value.value,
  };
}

export const press = (root: HTMLElement) => pressed(root, question);
