import { describe, expect, it } from "vitest";
import { findModel } from "../../bin/catalogue.ts";
import { parametersFromConfig } from "../../src/lib/index.ts";

const config = (id: string) => findModel(id)!.config as Record<string, unknown>;

/**
 * Parameters of the text-only models, as KerasHub states them beside each preset; these keep the 262,144
 * entries of the tokenizer.
 * https://github.com/keras-team/keras-hub/blob/master/keras_hub/src/models/gemma3/gemma3_presets.py
 */
const stated = {
  "gemma-3-1b": 999_885_952n,
  "gemma-3-4b": 3_880_099_328n,
  "gemma-3-12b": 11_765_788_416n,
  "gemma-3-27b": 27_009_002_240n,
};

describe.each(Object.entries(stated))("%s", (id, total) => {
  it("has the parameters that KerasHub states, to the last one", () => {
    expect(parametersFromConfig({ ...config(id), vocab_size: 262_144 })).toMatchObject({ total });
  });
});

/** https://github.com/huggingface/transformers/blob/008f5c8c29be84d4721dc6d1e0fcd72300580be4/src/transformers/models/gemma3/configuration_gemma3.py */
it("takes the class's vocabulary where the config is silent, and says so", () => {
  const silent = parametersFromConfig(config("gemma-3-27b"));
  expect(silent).toEqual({
    ...parametersFromConfig({ ...config("gemma-3-27b"), vocab_size: 262_208 }),
    trace: silent.kind === "parameters" ? silent.trace : undefined,
  });
  expect(silent).toMatchObject({
    trace: { vocabulary: { value: 262_208, rule: expect.stringContaining("Gemma3TextConfig") } },
  });
});
