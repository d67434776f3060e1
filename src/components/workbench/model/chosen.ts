import { signal } from "@preact/signals";
import type { Subject } from "../../../lib/plan/set-up.ts";
import { type Input, line } from "../../state/input.ts";

/** The model the workbench is about; the page sets the first one, built and again when it becomes live. */
export const subject = signal<Subject>({ name: "", architecture: { layers: [], trace: {} } });

/** Why the model that was asked for is not the one shown; empty where it is. */
export const problem = signal("");

const slug = /^[a-z0-9][a-z0-9.-]{0,79}$/;

/** The model by its name in the addresses of this site. */
export const model = {
  ...line("model", "Model", "llama-3.1-8b", 80),
  parse: (text: string) => (slug.test(text) ? text : undefined),
  expects: "a model’s name as in the addresses of this site",
};

/** The inputs that say which model it is, in the order links list them. */
export const modelInputs: readonly Input<never>[] = [model as unknown as Input<never>];
