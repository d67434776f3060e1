import { fittingUnit } from "../../lib/quantity/bytes.ts";
import { grouped, printBytes } from "../../lib/quantity/print.ts";

/** Bytes in the binary unit that fits. */
export const binary = (bytes: bigint): string => printBytes(bytes, fittingUnit(bytes, "binary"));

/** Bytes in the decimal unit that fits. */
export const decimal = (bytes: bigint): string => printBytes(bytes, fittingUnit(bytes, "decimal"));

/** A count with its noun: 1 token, 2 tokens. */
export const counted = (count: bigint | number, noun: string): string =>
  `${grouped(count)} ${BigInt(count) === 1n ? noun : `${noun}s`}`;

/** A part of one in per cent, to a tenth. */
export const percent = (part: number): string => `${(part * 100).toFixed(1)}\u00a0%`;
