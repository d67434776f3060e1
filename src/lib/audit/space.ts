import { bytesPer } from "../quantity/bytes.ts";
import { multiply, type Ratio, ratio } from "../quantity/ratio.ts";
import { type Arithmetic, counting } from "./arithmetic.ts";
import { type Chosen, cacheSide, type Varying } from "./cache-side.ts";
import { capacitySpace } from "./capacity-space.ts";
import { counts } from "./choices.ts";
import type { Claim } from "./claim.ts";
import type { Assumption, Choice } from "./hypothesis.ts";
import { weightsSide } from "./weights-side.ts";

/** Everything a figure may rest on, and the amount each set of assumptions gives. */
export interface Space {
  readonly assumptions: readonly Assumption[];
  /** In bytes, tokens, devices, numbers, or a plain ratio: what the figure counts before its unit. */
  readonly amount: <T>(maths: Arithmetic<T>, chosen: Chosen, unitBytes: bigint) => T;
  /** Whether the amount depends on the unit it is printed in, as when it is rounded on the way. */
  readonly roundsInUnit?: (chosen: Chosen) => boolean;
  /** The memory the amount is about, in bytes: the amount itself where it is one. */
  readonly bytes: <T>(maths: Arithmetic<T>, chosen: Chosen, unitBytes: bigint) => T;
}

const only = (side: Varying): Space => ({ ...side, bytes: side.amount });

/** Rounds to a number of decimals of a unit, as when a rounded figure is multiplied on. */
function rounded<T>(maths: Arithmetic<T>, amount: T, unitBytes: bigint, digits: number): T {
  const { of, times, over, plus, floor } = maths;
  const step = ratio(unitBytes, 10n ** BigInt(digits));
  return times(floor(plus(over(amount, of(step)), of(ratio(1n, 2n)))), of(step));
}

function earlyRounding(batch: number): Assumption | undefined {
  if (batch < 2) return undefined;
  const to = (digits: number): Choice => ({
    value: digits,
    label: `one sequence to ${digits} ${digits === 1 ? "decimal" : "decimals"}, then times ${batch}`,
    weight: 50,
  });
  const never = { value: undefined, label: "at the end only" };
  return counts("early-rounding", "rounding", [never, to(1), to(2), to(0)]);
}

function cacheSpace(claim: Claim): Space {
  const inNumbers = claim.figure.kind === "numbers";
  const base = cacheSide(claim, { inNumbers, instead: claim.instead ?? [] });
  const early = inNumbers ? undefined : earlyRounding(claim.stated.batch ?? 1);
  const { basis } = claim;
  const from =
    basis?.figure.unit &&
    counts("basis", "starting point", [
      { value: undefined, label: "the model" },
      {
        value: multiply(basis.figure.value, ratio(bytesPer[basis.figure.unit])),
        label: `the printed ${basis.figure.text}`,
        weight: 50,
      },
    ]);
  const amount: Space["amount"] = (maths, chosen, unitBytes) => {
    const held = (chosen.batch as number) ?? 1;
    const batch = counting(maths, held, "sequence");
    if (basis && chosen.basis) {
      const tokens = (chosen.k ?? chosen.tokens) as bigint;
      const grown = maths.of(ratio(tokens, basis.tokens * basis.batch), "times as many tokens");
      return maths.times(
        maths.times(maths.of(chosen.basis as Ratio, "bytes as printed"), grown),
        batch,
      );
    }
    const whole = base.amount(maths, chosen);
    const digits = chosen["early-rounding"] as number | undefined;
    if (digits === undefined) return whole;
    return maths.times(rounded(maths, maths.over(whole, batch), unitBytes, digits), batch);
  };
  const extra = [early, from || undefined].filter((assumption) => assumption !== undefined);
  return {
    assumptions: [...base.assumptions, ...extra],
    amount,
    bytes: amount,
    roundsInUnit: (chosen) => chosen["early-rounding"] !== undefined,
  };
}

/** One cache over another: 4.66x, or the part saved, 93.3 %. */
function comparedSpace(claim: Claim): Space {
  if (!claim.against) throw new RangeError("a ratio needs the model it is taken against");
  const own = cacheSide(claim, { batch: false });
  const other = cacheSide(claim.against, { prefix: "against.", batch: false });
  const saving = claim.quantity === "cache-saving";
  return {
    assumptions: [...own.assumptions, ...other.assumptions],
    amount: (maths, chosen) => {
      const share = maths.over(own.amount(maths, chosen), other.amount(maths, chosen));
      return saving ? maths.minus(maths.of(1), share) : share;
    },
    bytes: own.amount,
  };
}

function shareSpace(claim: Claim): Space {
  const cache = cacheSide(claim);
  const weights = weightsSide(claim);
  return {
    assumptions: [...cache.assumptions, ...weights.assumptions],
    amount: (maths, chosen) =>
      maths.over(cache.amount(maths, chosen), weights.amount(maths, chosen)),
    bytes: cache.amount,
  };
}

/**
 * The hypothesis space of a claim, built from the terms of the formula its quantity has. Throws a
 * RangeError naming what is missing: a capacity, a model to compare with, a parameter count.
 */
export function spaceOf(claim: Claim): Space {
  switch (claim.quantity) {
    case "kv-cache":
      return cacheSpace(claim);
    case "weights":
    case "training":
      return only(weightsSide(claim));
    case "cache-ratio":
    case "cache-saving":
      return comparedSpace(claim);
    case "cache-share":
      return shareSpace(claim);
    case "fits":
    case "devices":
      return capacitySpace(claim);
  }
}
