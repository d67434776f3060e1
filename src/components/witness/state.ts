import { elementTypes } from "../../lib/quantity/element.ts";
import { type Choice, choice, type Input, wholeNumber } from "../state/input.ts";
import { askableTypes } from "./question.ts";

const formats = Object.fromEntries(
  askableTypes.map((id) => [id, elementTypes[id].label]),
) as Record<(typeof askableTypes)[number], string>;

/** What llama.cpp can be asked on its own page. The keys are part of permanent links. */
export const tokens = wholeNumber("tokens", "Tokens of each slot", 1024, 1, 10_000_000);
export const slots = wholeNumber("slots", "Slots", 1, 1, 256);
export const keyType = choice("ctk", "Keys in", "fp16", formats);
export const valueType = choice("ctv", "Values in", "fp16", formats);

/** The models that can be asked about, by the name of their page. */
export type Models = Readonly<Record<string, string>>;

type Model = Choice<string> & { readonly show: (slug: string) => string };
let model: Model | undefined;

/** The choice of a model; the page that lists the models says which there are, once. */
export function modelOf(models: Models): Model {
  model ??= {
    ...choice("model", "Model", "llama-3.1-8b", models),
    show: (slug) => models[slug]!,
  };
  return model;
}

/** The model that is chosen: the name of its page and its own. */
export function chosenModel(): { readonly slug: string; readonly name: string } {
  const slug = model!.value.value;
  return { slug, name: model!.labels[slug]! };
}

export const inputsOf = (models: Models): Input<never>[] =>
  [modelOf(models), tokens, keyType, valueType, slots] as unknown as Input<never>[];
