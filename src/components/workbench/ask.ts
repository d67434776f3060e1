import { pressed } from "../witness/press.tsx";
import type { Question } from "../witness/question.ts";
import { learn } from "./known.ts";
import { current } from "./planned.ts";

/** What the inputs of the workbench ask of llama.cpp. */
function question(): Question {
  const { subject, tokens, requests, keyType, valueType } = current.value;
  if (subject.config === undefined)
    throw new RangeError(
      "this model was not read from a config, which llama.cpp’s file is made of",
    );
  return {
    model: subject.name,
    config: subject.config,
    tokens: Number(tokens),
    slots: Number(requests),
    keyType,
    valueType,
  };
}

export function press(root: HTMLElement): Promise<void> {
  learn(document);
  return pressed(root, question);
}
