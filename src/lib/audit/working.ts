import type { LayerGroup } from "../architecture/architecture.ts";
import { evaluate, type Values } from "../formula/evaluate.ts";
import { type Formula, product, type Term } from "../formula/expression.ts";
import { denseCache, cacheTerms as t } from "../memory/cache.ts";
import { formulaOf, valuesOf } from "../memory/layouts.ts";
import { weightTerms } from "../memory/weights.ts";
import { bytesPer } from "../quantity/bytes.ts";
import { parseFigure } from "../quantity/figure.ts";
import {
  add,
  ceil,
  divide,
  floor,
  multiply,
  type Ratio,
  ratio,
  subtract,
} from "../quantity/ratio.ts";
import { type Chosen, cacheSide, type Varying } from "./cache-side.ts";
import type { Claim, Side } from "./claim.ts";
import { weightsSide } from "./weights-side.ts";

/** One formula of a working with its numbers and what it comes to. */
export interface WorkingLine {
  readonly formula: Formula;
  readonly values: Values;
  readonly value: Ratio;
}

/** An amount a working needs: the lines add up to the total. */
export interface WorkingPart {
  readonly name: string;
  readonly counts: "bytes" | "numbers";
  readonly lines: readonly WorkingLine[];
  readonly total: Ratio;
}

/** How an amount is worked out under everything a publication states. */
export interface Working {
  readonly parts: readonly WorkingPart[];
  /** What is done with the parts where the figure is not one of them, in words. */
  readonly last?: string;
  readonly result: Ratio;
}

const weightsTerm: Term = {
  id: "weights",
  symbol: "W",
  name: "weights",
  unit: "bytes",
  meaning: "Bytes that the parameters take.",
};

const weightsInMemory: Formula = {
  id: "weights-in-memory",
  result: weightsTerm,
  expression: product(weightTerms.parameters, t.bytesPerElement),
};

const rotaryTable: Formula = {
  id: "rotary-table",
  result: weightsTerm,
  expression: product(t.tokens, t.headDim, t.bytesPerElement),
};

/** What is taken for each assumption where nothing departs. */
const asStated = ({ assumptions }: Varying): Chosen =>
  Object.fromEntries(assumptions.map(({ id, choices }) => [id, choices[0].value]));

const line = (formula: Formula, values: Values): WorkingLine => ({
  formula,
  values,
  value: evaluate(formula.expression, values),
});

/** A group's formula with numbers; the plain one where keys and values are alike. */
function groupLine(group: LayerGroup, tokens: bigint, batch: bigint, element: Ratio): WorkingLine {
  const own = valuesOf(group, { tokens, batch });
  if (group.kind === "attention" && group.keyDim === group.valueDim && !group.window) {
    const values = {
      ...own,
      [t.keyAndValue.id]: 2,
      [t.headDim.id]: group.keyDim,
      [t.bytesPerElement.id]: element,
    };
    return line(denseCache, values);
  }
  const sized = [t.bytesPerKey.id, t.bytesPerValue.id].filter((id) => Object.hasOwn(own, id));
  return line(formulaOf(group), {
    ...own,
    ...Object.fromEntries(sized.map((id) => [id, element])),
  });
}

function cachePart(side: Side, inNumbers = false): WorkingPart {
  const { subject, stated } = side;
  const chosen = asStated(cacheSide(side, { inNumbers }));
  const tokens = (chosen.k ?? chosen.tokens) as bigint;
  const lines = subject
    .architecture!.layers.filter(({ kind }) => kind !== "state" && kind !== "shared")
    .map((group) =>
      groupLine(group, tokens, BigInt(stated.batch ?? 1), (chosen.element ?? ratio(1)) as Ratio),
    );
  return {
    name: `cache of ${subject.name}`,
    counts: inNumbers ? "numbers" : "bytes",
    lines,
    total: lines.map(({ value }) => value).reduce(add, ratio(0n)),
  };
}

function weightsPart(side: Side): WorkingPart {
  const chosen = asStated(weightsSide(side));
  const element = chosen["weights-element"] as Ratio;
  const group = side.subject.architecture?.layers.find(({ kind }) => kind === "attention");
  const positions = side.stated.rope_positions;
  const weights = line(weightsInMemory, {
    [weightTerms.parameters.id]: chosen.parameters as bigint,
    [t.bytesPerElement.id]: element,
  });
  const rotary =
    positions && group?.kind === "attention"
      ? [
          line(rotaryTable, {
            [t.tokens.id]: positions,
            [t.headDim.id]: group.keyDim,
            [t.bytesPerElement.id]: element,
          }),
        ]
      : [];
  const lines = [weights, ...rotary];
  return {
    name: `weights of ${side.subject.name}`,
    counts: "bytes",
    lines,
    total: lines.map(({ value }) => value).reduce(add, ratio(0n)),
  };
}

function capacityOf({ stated }: Claim): Ratio {
  const figure = parseFigure(stated.capacity ?? "");
  if (!figure?.unit) throw new RangeError('state the capacity that is filled, as in "80 GB"');
  return multiply(figure.value, ratio(bytesPer[figure.unit]));
}

function fitting(claim: Claim): Working {
  const { stated, figure } = claim;
  const cache = cachePart(claim);
  const weights = stated.weights_take_part ? [weightsPart(claim)] : [];
  const room = subtract(capacityOf(claim), weights[0]?.total ?? ratio(0n));
  const share = divide(room, cache.total);
  const whole = figure.kind === "count";
  const left = weights.length > 0 ? `${stated.capacity}, less the weights` : `${stated.capacity}`;
  return {
    parts: [cache, ...weights],
    last: `${left}, divided by the cache${whole ? ", whole ones only" : ""}`,
    result: whole ? ratio(floor(share)) : share,
  };
}

function devices(claim: Claim): Working {
  const parts = [cachePart(claim), weightsPart(claim)];
  const total = parts.map((part) => part.total).reduce(add, ratio(0n));
  return {
    parts,
    last: `both together, in devices of ${claim.stated.capacity}, the last one counted whole`,
    result: ratio(ceil(divide(total, capacityOf(claim)))),
  };
}

/**
 * The working behind a claim's computed amount: the formulas of `memory` with the numbers that the
 * publication states. Undefined where no formula is stated. Throws as `audit` does.
 */
export function workingOf(claim: Claim): Working | undefined {
  const { quantity, stated, against } = claim;
  if (claim.formula === false) return undefined;
  switch (quantity) {
    case "kv-cache": {
      const part = cachePart(claim, claim.figure.kind === "numbers");
      if (!stated.devices || stated.devices === 1) return { parts: [part], result: part.total };
      return {
        parts: [part],
        last: `shared evenly by ${stated.devices} devices`,
        result: divide(part.total, ratio(stated.devices)),
      };
    }
    case "weights":
    case "training": {
      const part = weightsPart(claim);
      return { parts: [part], result: part.total };
    }
    case "cache-ratio":
    case "cache-saving": {
      if (!against) throw new RangeError("a ratio needs the model it is taken against");
      const parts = [cachePart(claim), cachePart(against)] as const;
      const share = divide(parts[0].total, parts[1].total);
      return quantity === "cache-ratio"
        ? { parts, last: "the first over the second", result: share }
        : {
            parts,
            last: "one, less the first over the second",
            result: subtract(ratio(1n), share),
          };
    }
    case "cache-share": {
      const parts = [cachePart(claim), weightsPart(claim)] as const;
      return {
        parts,
        last: "the cache over the weights",
        result: divide(parts[0].total, parts[1].total),
      };
    }
    case "fits":
      return fitting(claim);
    case "devices":
      return devices(claim);
  }
}
