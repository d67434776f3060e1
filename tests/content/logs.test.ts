import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { catalogue } from "../../bin/catalogue.ts";
import {
  add,
  bytesPer,
  bytesPerToken,
  compare,
  divide,
  fromConfig,
  interval,
  inUnit,
  multiply,
  parseFigure,
  type Ratio,
  ratio,
  subtract,
  vllmWeights,
} from "../../src/lib/index.ts";
import { sources } from "./collections.ts";

interface Log {
  readonly model?: string;
  readonly devices: number;
  readonly max_model_len?: number;
  readonly rope_positions?: number;
  readonly printed: Readonly<Record<string, string>>;
}

const logs = sources("logs").map(([id, text]) => [id, parse(text) as Log] as const);

const value = (text: string | undefined): Ratio => parseFigure(text!)!.value;
/** What the last printed digit leaves open, either way. */
const slack = (text: string | undefined): Ratio => divide(parseFigure(text!)!.place, ratio(2n));
const prints = (text: string, amount: Ratio): boolean => {
  const { low, high } = interval(parseFigure(text)!);
  return compare(low, amount) <= 0 && compare(amount, high) <= 0;
};

/** Bytes of one block of 16 tokens on one GPU, for a model of the catalogue. */
function blockBytes(model: string): bigint {
  const reading = fromConfig(catalogue().find(({ id }) => id === model)!.config);
  if (reading.kind === "refused") throw new Error(reading.reason);
  return 16n * bytesPerToken(reading.architecture)!;
}

describe.each(logs)("%s", (_, log) => {
  const { model, devices: tp, max_model_len: longest, printed } = log;
  test("its lines add up as far as they are printed", () => {
    const { total, utilization, weights, peak, activations, other, cache } = printed;
    const used = [peak, ...(peak ? [] : [weights, activations]), other].filter(Boolean);
    const left = used.reduce(
      (rest, line) => subtract(rest, value(line)),
      multiply(value(total), value(utilization)),
    );
    const open = [total, ...used, cache].map(slack).reduce(add);
    const off = subtract(left, value(cache));
    expect(compare(off, open) <= 0 && compare(ratio(-off.n, off.d), open) <= 0).toBe(true);
  });

  test("its blocks are its cache, and its concurrency their tokens", () => {
    const { blocks, cache, concurrency, tokens } = printed;
    if (!blocks || !model) return;
    const count = value(blocks).n;
    expect(prints(cache!, inUnit(count * blockBytes(model), "GiB"))).toBe(true);
    expect(prints(concurrency!, ratio(count * 16n, longest!))).toBe(true);
    if (tokens) expect(value(tokens).n).toBe(count * 16n);
  });

  test("its weights are what the model's config makes of them", () => {
    const config = catalogue().find(({ id }) => id === model)?.config as
      | Parameters<typeof vllmWeights>[0]
      | undefined;
    if (!config) return;
    const { hidden_size, num_attention_heads } = config;
    const shape = { ...config, head_dim: hidden_size / num_attention_heads };
    const { bytesPerDevice } = vllmWeights(shape, {
      tp,
      ...(log.rope_positions && { positions: log.rope_positions }),
    });
    expect(prints(printed.weights!, inUnit(bytesPerDevice, "GiB"))).toBe(true);
  });
});

test("a log that does not add up is found out", () => {
  expect(prints("3.81GiB", inUnit(1952n * blockBytes("llama-3.1-8b"), "GiB"))).toBe(true);
  expect(prints("3.81GiB", inUnit(1962n * blockBytes("llama-3.1-8b"), "GiB"))).toBe(false);
  expect(bytesPer.GiB).toBe(2n ** 30n);
});
