import type { Trace } from "../architecture.ts";
import { refuse } from "./refusal.ts";

type Record_ = Readonly<Record<string, unknown>>;

/** Larger than any width or count in use; a field above it is a mistake, not a model. */
const most = 2 ** 31;

/** Whether a value is a plain object whose own keys can be read. */
export const isRecord = (value: unknown): value is Record_ =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value for a message, cut short. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : String(value);
}

/** Fields of a model's own file, read with care: each is checked, remembered as used, and traced. */
export class Fields {
  readonly #record: Record_;
  readonly #prefix: string;
  readonly #used = new Set<string>();
  readonly trace: Record<string, Trace>;

  constructor(record: Record_, prefix = "", trace: Record<string, Trace> = {}) {
    this.#record = record;
    this.#prefix = prefix;
    this.trace = trace;
  }

  /** The name a reader of the file finds the field under. */
  path(name: string): string {
    return this.#prefix + name;
  }

  /** A field as it stands; null counts as missing, and what a prototype holds is not there. */
  raw(name: string): unknown {
    this.#used.add(name);
    return Object.hasOwn(this.#record, name) ? (this.#record[name] ?? undefined) : undefined;
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  /** Names that nothing has asked for, with their values. */
  unused(): [string, unknown][] {
    return Object.entries(this.#record).filter(([name]) => !this.#used.has(name));
  }

  names(): string[] {
    return Object.keys(this.#record);
  }

  refuse(name: string, reason: string): never {
    return refuse(this.path(name), reason);
  }

  /** Remembers where the number for `what` came from. */
  note(what: string, name: string, value: unknown, rule?: string): void {
    this.trace[what] = { field: this.path(name), value, ...(rule === undefined ? {} : { rule }) };
  }

  /** Checks that a value is a whole number from `least` up. Refuses naming the field otherwise. */
  checked(name: string, value: unknown, least = 1): number {
    if (typeof value !== "number" || !Number.isInteger(value))
      return this.refuse(name, `${this.path(name)} is ${shown(value)}, not a whole number`);
    if (value < least || value > most)
      return this.refuse(name, `${this.path(name)} is ${value}, outside ${least} to ${most}`);
    return value;
  }

  /** The first of several names that is present, as a whole number, traced under `what`. */
  optional(what: string, names: readonly string[], least = 1): number | undefined {
    const name = names.find((candidate) => this.has(candidate));
    if (name === undefined) return undefined;
    const value = this.checked(name, this.raw(name), least);
    this.note(what, name, value);
    return value;
  }

  /** Like `optional`, but refuses when none is present. */
  whole(what: string, names: readonly string[], least = 1): number {
    const value = this.optional(what, names, least);
    return value ?? this.refuse(names[0]!, `${this.path(names[0]!)} is missing`);
  }

  /** A number the file leaves out, supplied by a rule that is named in the trace. */
  ruled(what: string, name: string, value: number, rule: string): number {
    if (!Number.isInteger(value) || value < 0 || value > most)
      return this.refuse(name, `${this.path(name)} is missing, and ${rule} is ${value}`);
    this.note(what, name, value, rule);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === "boolean") return value;
    return this.refuse(name, `${this.path(name)} is ${shown(value)}, not true or false`);
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === "string") return value;
    return this.refuse(name, `${this.path(name)} is ${shown(value)}, not a text`);
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value))
      return this.refuse(name, `${this.path(name)} is ${shown(value)}, not a list`);
    return value;
  }

  /** A list of whole numbers from `least` up. */
  numbers(name: string, least = 0): number[] | undefined {
    return this.list(name)?.map((value) => this.checked(name, value, least));
  }

  /** A list of texts. */
  texts(name: string): string[] | undefined {
    return this.list(name)?.map((value) =>
      typeof value === "string"
        ? value
        : this.refuse(name, `${this.path(name)} holds ${shown(value)}, not a text`),
    );
  }

  /** The fields of an object inside this one, tracing into the same place. */
  inside(name: string): Fields | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (!isRecord(value))
      return this.refuse(name, `${this.path(name)} is ${shown(value)}, not an object`);
    return new Fields(value, `${this.path(name)}.`, this.trace);
  }

  /** One entry of a list of objects. */
  item(name: string, index: number): Fields {
    const value = this.list(name)?.[index];
    const path = `${name}[${index}]`;
    if (!isRecord(value)) return this.refuse(path, `${this.path(path)} is not an object`);
    return new Fields(value, `${this.path(path)}.`, this.trace);
  }
}
