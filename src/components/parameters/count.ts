import { computed } from "@preact/signals";
import type { Refused } from "../../lib/architecture/reading/refusal.ts";
import { type ParameterCount, parametersFromConfig } from "../../lib/memory/parameters/count.ts";
import { models } from "../llama31/models.ts";
import { fields, model, tied } from "./state.ts";

/** A config as the reader has it. */
export interface Config {
  readonly model_type: string;
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
  readonly vocab_size: number;
  readonly tie_word_embeddings: boolean;
}

/** The chosen model's config with what the reader changed. Reads signals. */
export function config(): Config {
  const changed = Object.fromEntries(
    Object.entries(fields).map(([name, { field }]) => [name, field.value.value]),
  );
  return {
    ...models[model.value.value].config,
    ...changed,
    tie_word_embeddings: tied.value.value === "tied",
  };
}

const reading = computed(() => parametersFromConfig(config()));

/** The reader's config, counted tensor by tensor. Reads signals. */
export const counted = (): ParameterCount | Refused => reading.value;

/** A config that can be, with its count. */
interface Drawn {
  readonly config: Config;
  readonly count: ParameterCount;
}

function own(): Drawn {
  const { config } = models[model.value.value];
  const count = parametersFromConfig(config);
  if (count.kind === "refused") throw new Error(`${count.field}: ${count.reason}`);
  return { config, count };
}

let last: Drawn | undefined;

const drawing = computed(() => {
  const count = counted();
  if (count.kind !== "refused") last = { config: config(), count };
  return { ...(last ?? own()), outdated: count.kind === "refused" };
});

/**
 * What is drawn: the reader's config or, where that cannot be, the last one that could, at first the model's
 * own. So nothing moves while a number passes what no model has. Reads signals.
 */
export const drawn = (): Drawn & { readonly outdated: boolean } => drawing.value;

/** Whether the config is the chosen model's own. Reads signals. */
export const asPublished = (): boolean =>
  tied.value.value === tied.initial &&
  Object.values(fields).every(({ own }) => own.value.value === undefined);
