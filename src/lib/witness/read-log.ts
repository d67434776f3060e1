import { type PrintedFigure, parseFigure } from "../quantity/figure.ts";

/** A cache or a state whose size llama.cpp printed. */
export interface MeasuredPart {
  /** As `reserveLlamaCpp` calls it in its log: "KV cache", "SWA KV cache", "recurrent state". */
  readonly label: string;
  /** The line as llama.cpp printed it. */
  readonly line: string;
  readonly size: PrintedFigure;
  readonly cells: bigint;
  readonly layers: number;
  readonly sequences: number;
  /** Keys and values, or for states R and S (and P), with their formats. */
  readonly entries: readonly {
    readonly name: string;
    readonly type: string;
    readonly size: PrintedFigure;
  }[];
}

/** A buffer that llama.cpp asked for and was not given. */
export interface MeasuredRefusal {
  readonly line: string;
  readonly bytes: bigint;
}

/** What a llama.cpp log says about memory. */
export interface LogReading {
  readonly parts: readonly MeasuredPart[];
  /** The lines that were read, as they were printed: read again, they give the same. */
  readonly lines: readonly string[];
  readonly refusals: readonly MeasuredRefusal[];
  /** Lines that say what went wrong, refusals included. */
  readonly errors: readonly string[];
}

const sizeLine =
  /^(\w+): size = +([\d.]+ MiB) \( *(\d+) cells, +(\d+) layers, +(\d+)[^)]*\), (.+)$/;
const entry = /(\w+) \((\w+)\): +([\d.]+ MiB)/g;
const creating = /^\w+: creating +(.+?), size = +\d+ cells$/;
const refused = /failed to allocate .*buffer of size (\d+)$/;
const wrong = /^error\b|\berror\b.*:|failed to|not supported|does not support|requires/i;

const figure = (text: string): PrintedFigure => parseFigure(text)!;

function part(line: string, announced: string | undefined): MeasuredPart | undefined {
  const [, source, size, cells, layers, sequences, entries] = sizeLine.exec(line) ?? [];
  if (!source) return undefined;
  return {
    label: /recurrent/.test(source) ? "recurrent state" : (announced ?? "KV cache"),
    line,
    size: figure(size!),
    cells: BigInt(cells!),
    layers: Number(layers),
    sequences: Number(sequences),
    entries: [...entries!.matchAll(entry)].map(([, name, type, each]) => ({
      name: name!,
      type: type!,
      size: figure(each!),
    })),
  };
}

/**
 * Reads what llama.cpp's log says about its caches: the size of each as printed, and what it asked
 * for and was refused. Anything else is passed over, and so is what old builds printed in another
 * form ("KV self size"). A log of several contexts gives the parts of all.
 *
 *     const { parts, refusals } = readLog(text);
 *     parts[0]?.size.text; // "128.00 MiB"
 *     refusals[0]?.bytes; // 67645734912n
 */
export function readLog(text: string): LogReading {
  const parts: MeasuredPart[] = [];
  const refusals: MeasuredRefusal[] = [];
  const errors: string[] = [];
  const lines: string[] = [];
  let announced: string | undefined;
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const next = creating.exec(line)?.[1];
    const found = part(line, announced);
    if (found) parts.push(found);
    announced = found ? undefined : (next ?? announced);
    if (wrong.test(line)) errors.push(line);
    if (found || next !== undefined || wrong.test(line)) lines.push(line);
    const bytes = refused.exec(line)?.[1];
    if (bytes !== undefined && !refusals.some((each) => each.bytes === BigInt(bytes)))
      refusals.push({ line, bytes: BigInt(bytes) });
  }
  return { parts, lines, refusals, errors };
}
