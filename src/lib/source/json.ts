import { grouped } from "../quantity/print.ts";
import { NotReadable } from "./problem.ts";

/** How large a JSON text may be: a config takes a few thousand values at most. */
export interface Limits {
  readonly bytes: number;
  /** Objects and lists within one another. */
  readonly depth: number;
  /** Values in all. */
  readonly values: number;
}

export const configLimits: Limits = { bytes: 2 * 2 ** 20, depth: 32, values: 100_000 };

/** A header or an index names every tensor: a few hundred thousand in the largest models. */
export const headerLimits: Limits = { bytes: 32 * 2 ** 20, depth: 8, values: 2_000_000 };

const pasteConfig = "Hand over the model’s config.json or params.json.";
const whole = new TextDecoder("utf-8", { fatal: true });

/** The text of a file's bytes. Throws a `NotReadable` where they are not UTF-8. */
export function textOf(bytes: ArrayBuffer, name: string): string {
  try {
    return whole.decode(bytes);
  } catch {
    throw new NotReadable(name, "holds binary data, not text", pasteConfig);
  }
}

/** Throws where a text is deeper or longer than the limits, before anything is built from it. */
function measure(text: string, name: string, { depth, values }: Limits): void {
  let deep = 0;
  let count = 1;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (quoted) {
      if (letter === 0x5c) at++;
      else if (letter === 0x22) quoted = false;
    } else if (letter === 0x22) quoted = true;
    else if (letter === 0x7b || letter === 0x5b) deep++;
    else if (letter === 0x7d || letter === 0x5d) deep--;
    else if (letter === 0x2c) count++;
    if (deep > depth)
      throw new NotReadable(name, `nests objects more than ${depth} deep`, pasteConfig);
    if (count > values)
      throw new NotReadable(name, `holds more than ${grouped(values)} values`, pasteConfig);
  }
}

function refuseOtherThings(text: string, name: string): void {
  const start = text.trimStart().slice(0, 200);
  if (start === "") throw new NotReadable(name, "is empty", pasteConfig);
  if (start.includes("\0")) throw new NotReadable(name, "holds binary data, not text", pasteConfig);
  if (start.startsWith("<"))
    throw new NotReadable(
      name,
      "is a web page (HTML), not JSON",
      "Save the file itself and not the page that shows it, or paste the page’s address as a link.",
    );
  if (start.startsWith("version https://git-lfs"))
    throw new NotReadable(
      name,
      "is a Git LFS pointer, not the file",
      "Run git lfs pull, or download the file.",
    );
}

/**
 * Parses a JSON text that a stranger wrote, within limits of length, depth and number of values. Throws
 * a `NotReadable` that says what it is instead where it is not JSON.
 */
export function readJson(text: string, name: string, limits: Limits = configLimits): unknown {
  if (text.length > limits.bytes)
    throw new NotReadable(
      name,
      `is longer than ${limits.bytes / 2 ** 20} MiB, which no config is`,
      pasteConfig,
    );
  const own = text.replace(/^\uFEFF/, "");
  refuseOtherThings(own, name);
  measure(own, name, limits);
  try {
    return JSON.parse(own);
  } catch (error) {
    throw new NotReadable(
      name,
      `is not JSON: ${(error as Error).message.slice(0, 160)}`,
      pasteConfig,
    );
  }
}
