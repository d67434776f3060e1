import { signal } from "@preact/signals";
import type { Subject } from "../../../lib/plan/set-up.ts";
import type { Input } from "../../state/input.ts";

/** The model the workbench is about; the page sets the first one, built and again when it becomes live. */
export const subject = signal<Subject>({ name: "", architecture: { layers: [], trace: {} } });

/** The inputs that say which model it is, in the order links list them. */
export const modelInputs: readonly Input<never>[] = [];
