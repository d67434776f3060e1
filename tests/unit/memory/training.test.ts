import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "../../../src/lib/formula/evaluate.ts";
import {
  bytesPerTrained,
  impliedBytesPerParameter,
  nearestRecipe,
  type OptimizerId,
  optimizers,
  recomputedActivations,
  trainedParts,
  trainingFormula,
  trainingValues,
} from "../../../src/lib/memory/training.ts";
import { ceil, multiply, ratio, toNumber } from "../../../src/lib/quantity/ratio.ts";

const zero = {
  weight: ratio(2),
  gradient: ratio(2),
  master: ratio(4),
  ...optimizers.adam32,
};

test("mixed precision with Adam takes 16 bytes, in 8-bit a little more than 10", () => {
  expect(bytesPerTrained(zero)).toEqual(ratio(16));
  expect(toNumber(bytesPerTrained({ ...zero, ...optimizers.adam8 }))).toBeCloseTo(10.004, 3);
  expect(bytesPerTrained({ ...zero, master: ratio(0), ...optimizers.none })).toEqual(ratio(4));
});

test("the parts add up to the formula, to a byte each, and none is empty", () => {
  const bytes = fc.constantFrom(ratio(0), ratio(1), ratio(2), ratio(4), ratio(1, 2));
  const optimizer = fc.constantFrom(...(Object.keys(optimizers) as OptimizerId[]));
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 12n), bytes, bytes, bytes, optimizer, (n, w, g, m, id) => {
      const per = { weight: w, gradient: g, master: m, ...optimizers[id] };
      const parts = trainedParts(n, per);
      const exact = evaluate(trainingFormula.expression, trainingValues(n, per));
      const over = parts.reduce((sum, part) => sum + part.bytes, 0n) - ceil(exact);
      expect(over).toBeGreaterThanOrEqual(0n);
      expect(over).toBeLessThan(4n);
      expect(parts.every((part) => part.bytes > 0n)).toBe(true);
      expect(multiply(bytesPerTrained(per), ratio(n))).toEqual(exact);
    }),
  );
});

test("activations that are computed again leave a vector for each layer and token", () => {
  const shape = { hidden_size: 4096, num_hidden_layers: 32 };
  expect(recomputedActivations(shape, 2048)).toBe(536_870_912n);
});

test("the nearest recipe is nearest by ratio", () => {
  const at = (n: number, d = 1) => toNumber(nearestRecipe(ratio(n, d)).bytesPerParameter);
  expect(at(747, 100)).toBe(8);
  expect(at(425, 100)).toBe(4);
  expect(at(3)).toBe(4);
  expect(at(28, 10)).toBe(2);
  expect(at(1, 100)).toBe(0.5);
  expect(at(1000)).toBe(16);
});

test("bytes per parameter are bytes over parameters", () => {
  expect(impliedBytesPerParameter(ratio(300n * 10n ** 9n), 60n * 10n ** 9n)).toEqual(ratio(5));
});
