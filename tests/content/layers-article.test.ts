import { expect, test } from "vitest";
import { catalogue } from "../../bin/catalogue.ts";
import { fromConfig, layout } from "../../src/lib/index.ts";

const architecture = (slug: string) => {
  const reading = fromConfig(catalogue().find(({ id }) => id === slug)!.config);
  if (reading.kind === "refused") throw new Error(reading.reason);
  return reading.architecture;
};

const full = (slug: string) => {
  const group = architecture(slug).layers.find(({ kind }) => kind === "attention");
  if (group?.kind !== "attention") throw new Error(`${slug} has no attention`);
  return group;
};

test("the article on layers says of models what their configs say", () => {
  expect(layout(architecture("gemma-3-27b"))).toBe("62 layers: 52 sliding 1,024, 10 full");
  expect(layout(architecture("gpt-oss-120b"))).toBe("36 layers: 18 sliding 128, 18 full");
  expect(layout(architecture("mistral-7b-v0.1"))).toBe("32 layers, all sliding 4,096");
  expect(layout(architecture("llama-4-scout"))).toContain("36 chunked 8,192");
  expect(layout(architecture("qwen3-next-80b-a3b"))).toBe("48 layers: 36 gated delta net, 12 full");
  expect(full("qwen3-next-80b-a3b").kvHeads).toBe(2);
  expect(layout(architecture("jamba-v0.1"))).toBe("32 layers: 28 Mamba-1, 4 full");
  expect(full("jamba-v0.1")).toMatchObject({ kvHeads: 8, keyDim: 128, valueDim: 128 });
  expect(layout(architecture("gemma-3n-e4b"))).toContain("15 sharing another’s");
  expect(architecture("gemma-3n-e4b").order).toHaveLength(35);
  expect(layout(architecture("deepseek-v4-flash"))).toBe(
    "43 layers: 2 latent sliding 128, 21 latent sliding 128 + entry per 4 tokens + index key per 4 tokens, 20 latent sliding 128 + entry per 128 tokens",
  );
  expect(layout(architecture("deepseek-v3.2"))).toContain("each latent + index key");
});

test("the windows of gpt-oss alternate with full layers", () => {
  const { order, layers } = architecture("gpt-oss-120b");
  const windowed = order!.map(([place]) => "window" in layers[place!]!);
  for (const [index, one] of windowed.entries()) expect(one).toBe(index % 2 === 0);
});
