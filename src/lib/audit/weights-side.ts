import { grouped } from "../quantity/print.ts";
import { type Ratio, ratio } from "../quantity/ratio.ts";
import { parseTokens } from "../quantity/tokens.ts";
import { counting } from "./arithmetic.ts";
import type { Varying } from "./cache-side.ts";
import { elementChoices } from "./choices.ts";
import type { Side } from "./claim.ts";
import type { Assumption, Choice } from "./hypothesis.ts";

/** Parameters a name stands for: 405B is 405,000,000,000. Undefined when it is not such a name. */
export function nominalParameters(name: string): bigint | undefined {
  const [, digits = "", suffix = ""] = /^([\d.,]+)\s*([BMT])$/i.exec(name.trim()) ?? [];
  const scale = { m: "m", b: "b", t: "t" }[suffix.toLowerCase()];
  const millions = parseTokens(digits && `${digits}m`, 1000);
  if (!scale || !millions) return undefined;
  return millions.tokens * { m: 1n, b: 1000n, t: 1_000_000n }[scale]!;
}

function parameterChoices({ subject, stated }: Side): Assumption {
  const nominal = stated.parameters ? nominalParameters(stated.parameters) : undefined;
  const choices: Choice[] = [];
  if (nominal) choices.push({ value: nominal, label: `${stated.parameters}, as named` });
  if (subject.parameters && subject.parameters !== nominal) {
    choices.push({ value: subject.parameters, label: `${grouped(subject.parameters)}, counted` });
  }
  if (choices.length === 0) {
    throw new RangeError(`no parameter count is known for ${subject.name}: state one, as in 405B`);
  }
  const [first, ...rest] = choices;
  return { id: "parameters", name: "parameters", reading: true, choices: [first!, ...rest] };
}

/** A table of the rotary embedding's sines that engines count with the weights, in the weights' format. */
function ropeChoices({ subject, stated }: Side): Assumption | undefined {
  const group = subject.architecture?.layers.find(({ kind }) => kind === "attention");
  const width = group?.kind === "attention" ? group.keyDim : undefined;
  const positions = stated.rope_positions ?? subject.widths?.positions;
  if (!width || !positions) return undefined;
  const table = { value: positions * width, label: `counted: ${positions} positions of ${width}` };
  const none = { value: 0, label: "left out" };
  return {
    id: "rope-table",
    name: "rotary table",
    reading: false,
    choices: stated.rope_positions ? [table, none] : [none, table],
  };
}

/** What training keeps per parameter, for a figure of weights that holds more than them. */
const trained: readonly Choice[] = [
  { value: ratio(8), label: "8 bytes (weight, gradient, two moments)", weight: 130 },
  { value: ratio(16), label: "16 bytes (the same in mixed precision)", weight: 130 },
];

/** The assumptions of a model's weights in one format. */
export function weightsSide(side: Side): Varying {
  const { stated } = side;
  const parameters = parameterChoices(side);
  const plain = elementChoices("weights-element", "bytes per weight", stated.weights_element);
  const element = { ...plain, choices: [...plain.choices, ...trained] as const };
  const rope = ropeChoices(side);
  return {
    assumptions: [parameters, element, ...(rope ? [rope] : [])],
    amount: (maths, chosen) => {
      const table = (chosen["rope-table"] as number) ?? 0;
      const count = maths.of(chosen.parameters as bigint, "parameters");
      const all = maths.plus(count, maths.of(table, "rotary table"));
      const element = chosen["weights-element"] as Ratio;
      return maths.times(all, counting(maths, element, "byte"));
    },
  };
}
