import { follow } from "../charts/follow.ts";
import { type Curve, curveOf, described } from "../models/growth.ts";
import { answer, current, isRefused } from "./planned.ts";

/** The cache of all requests against their length, nothing shared; none where the inputs are refused. */
export function curveNow(): Curve | undefined {
  if (isRefused(answer.value)) return undefined;
  const { subject, tokens, requests, keyType, valueType, mtp = false } = current.value;
  return curveOf(subject.architecture, { tokens, batch: requests, keyType, valueType, mtp });
}

/** Keeps the curve in step with the set-up; the drawing library comes with the first change. */
export const followCurve = (root: ParentNode): void =>
  follow(root.querySelector(".growth"), {
    inputs: [{ value: current, initial: current.peek() }],
    curve: curveNow,
    load: async () => (await import("../models/growth-chart.ts")).drawGrowth,
    label: described,
  });
