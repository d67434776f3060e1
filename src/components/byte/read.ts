import { mostQuantised } from "../../lib/quantity/quantise.ts";

/** Numbers of one block, or why a text is not that. */
export type ReadBlock = { readonly numbers: readonly number[] } | { readonly refused: string };

const blockLength = 32;
const decimal = /^[-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+−]?\d{1,3})?$/i;

/** The number a text stands for, or undefined. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!decimal.test(trimmed)) return undefined;
  const value = Number(trimmed.replaceAll("−", "-"));
  return Number.isFinite(value) ? value : undefined;
}

/** As `readNumber`, for a number that a block can hold. */
export function readBlockNumber(text: string): number | undefined {
  const value = readNumber(text);
  return value !== undefined && Math.abs(value) <= mostQuantised ? value : undefined;
}

/** Thirty-two numbers with spaces or commas between them. */
export function readBlock(text: string): ReadBlock {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const numbers = parts.map(readBlockNumber);
  const bad = numbers.indexOf(undefined);
  if (bad >= 0)
    return { refused: `“${parts[bad]!.slice(0, 20)}” is not a number a block can hold` };
  if (parts.length !== blockLength)
    return { refused: `a block takes ${blockLength} numbers, and this has ${parts.length}` };
  return { numbers: numbers as number[] };
}
