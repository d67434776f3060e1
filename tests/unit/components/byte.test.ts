import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { blockNow, compare, errorOfOthers } from "../../../src/components/byte/block.ts";
import { keptOf } from "../../../src/components/byte/number.ts";
import { numbersNow } from "../../../src/components/byte/numbers.ts";
import { percentOf, plain } from "../../../src/components/byte/print.ts";
import { readBlock, readNumber } from "../../../src/components/byte/read.ts";
import { type Models, savings } from "../../../src/components/byte/saving.ts";
import {
  at,
  format,
  inputs,
  keyType,
  model,
  modelNames,
  moved,
  rotation,
  sample,
  tokens,
  values,
  valueType,
} from "../../../src/components/byte/state.ts";
import { reset } from "../../../src/components/state/link.ts";
import { fromConfig } from "../../../src/lib/architecture/from-config.ts";
import { engineNames, reserve } from "../../../src/lib/engines/engines.ts";
import { elementTypes } from "../../../src/lib/quantity/element.ts";
import { quantisedFormats } from "../../../src/lib/quantity/quantise.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";
import { entries } from "../../content/collections.ts";
import runs from "../../evidence/llama-cpp-runs.json" with { type: "json" };

afterEach(() => reset(inputs as never));

describe("reading what is typed", () => {
  test("takes every number as it is printed", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = String(value);
        expect(readNumber(text)).toBe(Number(text));
        expect(readNumber(` ${text.replaceAll("-", "−")} `)).toBe(Number(text));
      }),
    );
  });

  test.each(["", " ", "abc", "0x10", "1,5", "--1", "1e400", "NaN", "Infinity", "1e", "٣", "<b>"])(
    "refuses %j",
    (text) => expect(readNumber(text)).toBeUndefined(),
  );

  test("a block is thirty-two numbers, however they are parted", () => {
    const read = readBlock(sample);
    if ("refused" in read) throw new Error(read.refused);
    expect(read.numbers).toHaveLength(32);
    expect(readBlock(sample.replaceAll(" ", ",\n"))).toEqual(read);
    expect(readBlock(sample.replace(" ", " 1 "))).toEqual({
      refused: "a block takes 32 numbers, and this has 33",
    });
    expect(readBlock("")).toEqual({ refused: "a block takes 32 numbers, and this has 0" });
    for (const bad of ["1e9", "x"])
      expect(readBlock(sample.replace("0.31", bad))).toEqual({
        refused: `“${bad}” is not a number a block can hold`,
      });
  });
});

describe("printing", () => {
  test.each([
    [0.1, "0.1"],
    [-1024, "−1,024"],
    [Math.fround(0.1), "0.100000001…"],
    [1.5e-7, "1.5\u00a0×\u00a010⁻⁷"],
    [Number.NEGATIVE_INFINITY, "−infinity"],
    [Number.NaN, "not a number"],
  ])("%d reads as %s", (value, text) => expect(plain(value)).toBe(text));

  test("to fewer digits says that there are more", () => {
    expect(plain(2 ** -149, 3)).toBe("1.4…\u00a0×\u00a010⁻⁴⁵");
  });

  test("per cent have two digits that count", () => {
    expect(percentOf(0.0625)).toBe("6.3\u00a0%");
    expect(percentOf(0)).toBe("0\u00a0%");
    expect(percentOf(1)).toBe("100\u00a0%");
  });
});

describe("a number in every format", () => {
  test("says what became of it", () => {
    const off = (value: number) =>
      Object.fromEntries(keptOf(value).map((one) => [one.id, one.off]));
    expect(off(1)).toMatchObject({ fp32: "exact", fp16: "exact", e4m3: "exact" });
    expect(off(0)).toMatchObject({ e5m2: "exact", e4m3: "exact" });
    expect(off(1000)).toMatchObject({ e4m3: "stops at its largest", e5m2: "2.4\u00a0% too large" });
    expect(off(1e6)).toMatchObject({ fp16: "overflows", bf16: "0.058\u00a0% too small" });
    expect(off(1e-5)).toMatchObject({ e4m3: "lost: nearer to zero than to its smallest" });
  });

  test("shows as many bits as the format has, and the number they stand for", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), (value) => {
        for (const { bytes, sign, exponent, mantissa } of keptOf(value))
          expect(sign.length + exponent.length + mantissa.length).toBe(bytes * 8);
      }),
    );
  });
});

describe("the block on the page", () => {
  test("has the list as it stands until a number is moved", () => {
    const read = readBlock(sample);
    expect("numbers" in read && numbersNow().numbers).toEqual("numbers" in read && read.numbers);
    at.value.value = 3;
    moved.value.value = "5.5";
    expect(numbersNow()).toMatchObject({ place: 2 });
    expect(numbersNow().numbers[2]).toBe(5.5);
  });

  test("keeps the last list while what is typed is none, and leaves a number that is none", () => {
    const calm = numbersNow().numbers;
    moved.value.value = "4";
    const before = numbersNow().numbers;
    values.value.value = "1 2 3";
    expect(numbersNow().numbers).toEqual(before);
    moved.value.value = "4x";
    expect(numbersNow().numbers).toEqual(calm);
  });

  test("every format loses no less beside a larger outlier, but for floats", () => {
    const errors = (outlier: string) => {
      moved.value.value = outlier;
      return Object.fromEntries(compare(numbersNow()).map(({ id, error }) => [id, error]));
    };
    const [calm, spoilt] = [errors("0.6"), errors("40")];
    for (const id of ["q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "mxfp4", "nvfp4"])
      expect(spoilt[id]).toBeGreaterThan(2 * calm[id]!);
    expect(spoilt.fp8).toBe(calm.fp8);
  });

  test("is drawn as it is compared", () => {
    moved.value.value = "8";
    for (const id of format.names) {
      for (const first of rotation.names) {
        format.value.value = id;
        rotation.value.value = first;
        const { numbers, back, place, span } = blockNow();
        const row = compare({ numbers, place }).find((one) => one.id === id)!;
        expect(errorOfOthers(numbers, back, place)).toBe(first === "yes" ? row.rotated : row.error);
        expect(span).toBe(8);
        expect(row.bytes).toBe((32 * elementTypes[id].bytes) / elementTypes[id].elements);
      }
    }
  });
});

test("formats are offered under the library's names, every one that has a quantiser", () => {
  expect(format.names).toEqual(quantisedFormats);
  for (const { names, labels } of [format, keyType, valueType])
    for (const id of names)
      expect((labels as Record<string, string>)[id]).toBe(elementTypes[id].label);
});

describe("what each format saves", () => {
  const models = Object.fromEntries(
    entries<{ name: string; config: Record<string, unknown> }>("models")
      .filter(([slug]) => Object.hasOwn(modelNames, slug))
      .map(([slug, { name, config }]) => {
        const reading = fromConfig(config);
        if (reading.kind === "refused") throw new Error(slug);
        return [slug, { slug, name, architecture: reading.architecture }];
      }),
  ) as unknown as Models;

  test("is what llama.cpp printed for the same pair", () => {
    const names: Readonly<Record<string, string>> = { f16: "fp16", bf16: "fp16", f32: "fp32" };
    const asked = runs.filter(({ model: slug, kvHeads }) => slug in models && kvHeads === 8);
    expect(asked.length).toBeGreaterThan(90);
    for (const { model: slug, cells, type, printedMiB } of asked) {
      const [key, value = key] = type.split("/").map((one) => names[one] ?? one);
      model.value.value = slug as keyof Models;
      tokens.value.value = cells;
      keyType.value.value = key as typeof keyType.initial;
      valueType.value.value = value as typeof valueType.initial;
      const [chosen] = savings(models);
      const parts = { n: chosen!.bytes * 100n, d: 2n ** 20n };
      const hundredths = Number(parts.n) / Number(parts.d);
      expect(Math.abs(hundredths - Number(printedMiB) * 100)).toBeLessThanOrEqual(0.5);
    }
  });

  test("names the engines that hold a pair, and only those that would", () => {
    for (const [key, value] of [
      ["fp16", "fp16"],
      ["fp8", "fp8"],
      ["q8_0", "q4_0"],
      ["fp16", "fp8"],
    ] as const) {
      keyType.value.value = key;
      valueType.value.value = value;
      const [chosen] = savings(models);
      expect(chosen!.label.includes("keys")).toBe(key !== value);
      expect(chosen!.engines.includes(engineNames["llama.cpp"])).toBe(
        key !== "fp8" && value !== "fp8",
      );
      expect(chosen!.engines.includes(engineNames.vllm)).toBe(key === value);
    }
  });

  test("keys and values together are the whole, for every model that is offered", () => {
    for (const slug of model.names) {
      model.value.value = slug;
      const rows = savings(models);
      for (const { key, value, bytes, keys, part } of rows) {
        expect(keys).toBeGreaterThan(0n);
        expect(keys).toBeLessThanOrEqual(bytes);
        if (key === value) {
          const { bytes: size, elements } = elementTypes[key];
          expect(part).toEqual(ratio(size, elements * 2));
        }
      }
      if (slug === "deepseek-v3")
        expect(rows.every(({ keys, bytes }) => keys === bytes)).toBe(true);
    }
    model.value.value = "llama-3.1-8b";
    const kept = reserve(
      { ...models["llama-3.1-8b"].architecture, trace: {} },
      { engine: "llama.cpp", ctx: 16_384n, keyType: "q8_0", valueType: "q4_0" },
    );
    tokens.value.value = 16_384;
    keyType.value.value = "q8_0";
    valueType.value.value = "q4_0";
    expect(savings(models)[0]!.bytes).toBe(kept.bytes);
  });

  test("the names offered are those of the catalogue", () => {
    for (const [slug, { name }] of Object.entries(models))
      expect(modelNames[slug as keyof typeof modelNames]).toBe(name);
    expect(Object.keys(models).sort()).toEqual(Object.keys(modelNames).sort());
  });
});
