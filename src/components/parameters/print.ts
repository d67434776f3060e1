import { inUnit } from "../../lib/quantity/bytes.ts";
import { grouped, significant } from "../../lib/quantity/print.ts";
import { type Ratio, ratio } from "../../lib/quantity/ratio.ts";

/** A part of a whole as a percentage with three digits that count. */
export const percent = (part: bigint, whole: bigint): string =>
  `${significant(ratio(part * 100n, whole), 3)}\u00a0%`;

/** Bytes in both units: 16.06 GB = 14.96 GiB. */
export const both = (bytes: bigint, digits = 4): string =>
  `${significant(inUnit(bytes, "GB"), digits)}\u00a0GB = ${significant(inUnit(bytes, "GiB"), digits)}\u00a0GiB`;

/** A ratio for a table: 4.5, or 2. */
export const few = (value: Ratio): string => significant(value, 4);

/** A count with its sign: +4,227,858,432. */
export const signed = (count: bigint): string =>
  count < 0n ? `−${grouped(-count)}` : `+${grouped(count)}`;
