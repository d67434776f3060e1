import { pressed } from "../witness/press.tsx";
import type { Question } from "../witness/question.ts";
import { element, sequences, tokens } from "./state.ts";

/** What the inputs of a model's page ask of llama.cpp. Its config has an address beside the page. */
async function question({ dataset }: HTMLElement): Promise<Question> {
  const config = await fetch("config.json");
  if (!config.ok) throw new RangeError(`the model's config did not come: ${config.status}`);
  return {
    model: dataset.model!,
    config: await config.json(),
    tokens: tokens.value.value,
    slots: sequences.value.value,
    keyType: element.value.value,
    valueType: element.value.value,
  };
}

export const press = (root: HTMLElement) => pressed(root, () => question(root));
