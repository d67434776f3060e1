import type { Refused } from "../architecture/reading/refusal.ts";

/** Why something that was handed over gives no model: what is wrong, where, and what to do. */
export interface Problem extends Refused {
  /** What the reader can do about it, a whole sentence. */
  readonly advice: string;
}

/** A problem with something: `field` names the file, link or key it lies in. */
export const problem = (field: string, reason: string, advice: string): Problem => ({
  kind: "refused",
  field,
  reason,
  advice,
});

/** Carries a problem out of a reader that is deep in a file. */
export class NotReadable extends Error {
  readonly problem: Problem;

  constructor(field: string, reason: string, advice: string) {
    super(reason);
    this.problem = problem(field, reason, advice);
  }
}

/** Runs a reader; a `NotReadable` becomes its problem, anything else is a bug and passes through. */
export async function orProblem<T>(read: () => T | Promise<T>): Promise<T | Problem> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NotReadable) return error.problem;
    throw error;
  }
}
