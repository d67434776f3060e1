import { getCollection } from "astro:content";
import { config as config2 } from "../../content/models/llama-2-7b.json";
import { config } from "../../content/models/llama-3.1-8b.json";
import { denseArchitecture } from "../../lib/architecture/dense.ts";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { reserve } from "../../lib/engines/engines.ts";
import { cacheBytes } from "../../lib/memory/cache.ts";
import { formulaOf, valuesOf } from "../../lib/memory/layouts.ts";
import { bytesPerElement, type ElementTypeId } from "../../lib/quantity/element.ts";
import { floatBias, floatFields, floatFormats, toFloatBits } from "../../lib/quantity/float.ts";
import { multiply, type Ratio, ratio } from "../../lib/quantity/ratio.ts";

const architecture = denseArchitecture(config);

/** The cache of Llama 3.1 8B for one sequence, in bytes. */
export const cacheIn = (tokens: bigint, keyType: ElementTypeId, valueType = keyType): bigint =>
  cacheBytes(architecture, { tokens, keyType, valueType });

/** The cache of Llama 2 7B at 10,000 tokens, of which a publication speaks. */
export const llama2CacheIn = (keyType: ElementTypeId): bigint =>
  cacheBytes(denseArchitecture(config2), { tokens: 10_000n, keyType });

const [layers] = architecture.layers;

/** The formula for the cache of Llama 3.1 8B, and its values with keys and values in two formats. */
export const mixedFormula = formulaOf(layers!);
export const mixedValues = valuesOf(layers!, {
  tokens: 16_384n,
  keyType: "q8_0",
  valueType: "q4_0",
});

/** A number's bytes in a format, per cent of two. */
export const percentOf16 = (id: ElementTypeId): Ratio =>
  multiply(bytesPerElement(id), ratio(100n, 2n));

/** Models of the catalogue, and those of them whose heads blocks of q8_0 do not fill. */
export async function modelsInBlocks() {
  const models = (await getCollection("models")).flatMap(({ data }) => {
    const reading = fromConfig(data.config);
    return reading.kind === "refused" ? [] : [{ name: data.name, ...reading.architecture }];
  });
  const refused = models.filter((model) => {
    try {
      reserve(model, { engine: "llama.cpp", ctx: 256n, keyType: "q8_0" });
      return false;
    } catch (error) {
      if (error instanceof RangeError) return true;
      throw error;
    }
  });
  return { models: models.length, refused: refused.length };
}

const { fp16 } = floatFormats;
const fields = floatFields(fp16, toFloatBits(fp16, 0.1));
const bias = floatBias(fp16);
const steps = 2 ** fp16.mantissaBits;

/** A tenth in FP16, taken apart. */
export const tenth = {
  ...fields,
  bias,
  steps,
  power: fields.exponent - bias,
  kept: ratio(
    BigInt(steps + fields.mantissa),
    BigInt(steps) * 2n ** BigInt(bias - fields.exponent),
  ),
};
