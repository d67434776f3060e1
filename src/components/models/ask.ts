import { configOf } from "../witness/config.ts";
import { pressed } from "../witness/press.tsx";
import type { Question } from "../witness/question.ts";
import { element, sequences, tokens } from "./state.ts";

/** What the inputs of a model's page ask of llama.cpp. */
async function question({ slug, model }: DOMStringMap): Promise<Question> {
  return {
    model: model!,
    config: await configOf(slug!),
    tokens: tokens.value.value,
    slots: sequences.value.value,
    keyType: element.value.value,
    valueType: element.value.value,
  };
}

export const press = (root: HTMLElement) => pressed(root, () => question(root.dataset));
