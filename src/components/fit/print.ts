import { fittingUnit } from "../../lib/quantity/bytes.ts";
import { printBytes } from "../../lib/quantity/print.ts";

/** Bytes in GiB, or in the binary unit that fits what is smaller. */
export const binary = (bytes: bigint): string =>
  bytes < 0n
    ? `−${binary(-bytes)}`
    : printBytes(bytes, bytes >= 2n ** 30n ? "GiB" : fittingUnit(bytes, "binary"));

/** A part of a whole as a width: a ten-thousandth of a per cent is finer than any screen. */
export const percent = (bytes: bigint, of: bigint): string =>
  `${of === 0n ? 0 : Number((bytes * 1_000_000n) / of) / 10_000}%`;
