/** What a reader says instead of a number it does not know: why, and the field it stumbled on. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: string;
  readonly field: string;
}

/** Carries a refusal out of a reader; the public readers turn it into a `Refused` and never throw it. */
class NotUnderstood extends Error {
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

/** Stops the reading at a field. */
export function refuse(field: string, reason: string): never {
  throw new NotUnderstood(field, reason);
}

/** Runs a reader; a `NotUnderstood` becomes a refusal, anything else is a bug and passes through. */
export function orRefused<T>(read: () => T): T | Refused {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotUnderstood)
      return { kind: "refused", reason: error.message, field: error.field };
    throw error;
  }
}
