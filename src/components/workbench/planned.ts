import { computed } from "@preact/signals";
import { type Plan, planOf } from "../../lib/plan/plan.ts";
import type { SetUp } from "../../lib/plan/set-up.ts";
import { memories } from "./known.ts";
import { subject } from "./model/chosen.ts";
import { now, setUpOf } from "./set-up.ts";

/** What a set-up comes to, or why it cannot be. */
export type Planned = Plan | { readonly refused: string };

export const isRefused = (planned: Planned): planned is { readonly refused: string } =>
  "refused" in planned;

export function planned(setUp: SetUp): Planned {
  try {
    return planOf(setUp);
  } catch (error) {
    if (error instanceof RangeError) return { refused: error.message };
    throw error;
  }
}

/** The set-up that the inputs say. */
export const current = computed(() => setUpOf(now, subject.value, memories.value));

/** What it comes to, worked out once for all that show it. */
export const answer = computed(() => planned(current.value));
