import type { Hypothesis } from "./hypothesis.ts";

/**
 * Leaves out hypotheses that do all another does and then something more, unless the more makes the
 * printed digits the whole value where the other had to round.
 */
export function withoutDetours(found: readonly Hypothesis[]): Hypothesis[] {
  const steps = ({ departures }: Hypothesis) =>
    new Set(departures.map(({ id, used }) => `${id}\u0000${used}`));
  const known = found
    .map((hypothesis, index) => ({ hypothesis, index, steps: steps(hypothesis) }))
    .sort((a, b) => a.steps.size - b.steps.size);
  const kept: typeof known = [];
  for (const one of known) {
    const { round } = one.hypothesis;
    const rivals = round ? kept.filter((other) => other.hypothesis.round) : kept;
    if (!rivals.some((other) => [...other.steps].every((step) => one.steps.has(step))))
      kept.push(one);
  }
  return kept.sort((a, b) => a.index - b.index).map(({ hypothesis }) => hypothesis);
}
