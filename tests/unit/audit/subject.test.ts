import { describe, expect, test } from "vitest";
import { widthsOf } from "../../../src/lib/audit/subject.ts";

describe("the widths of a config", () => {
  test("are those of the first field that states one, in the order families use them", () => {
    expect(widthsOf({ n_head: 8, num_attention_heads: 32 })).toEqual({ queryHeads: 32 });
    expect(widthsOf({ dim: 64, hidden_size: 4096 })).toEqual({ hiddenSize: 4096 });
  });

  test.each([0, -1, 1.5, "12", null, Number.NaN, 2 ** 60])(
    "pass over a field that states %j",
    (odd) => {
      expect(widthsOf({ num_attention_heads: odd, n_head: 12 })).toEqual({ queryHeads: 12 });
      expect(widthsOf({ num_attention_heads: odd })).toEqual({});
    },
  );

  test("are a nested text model's before those beside it", () => {
    const text_config = { num_attention_heads: 32 };
    expect(widthsOf({ num_attention_heads: 16, hidden_size: 1152, text_config })).toEqual({
      queryHeads: 32,
      hiddenSize: 1152,
    });
  });

  test.each([null, undefined, "text", 5, [1, 2], true])(
    "are the config's own where its text model is %j",
    (text_config) => {
      expect(widthsOf({ n_head: 12, n_embd: 768, text_config })).toEqual({
        queryHeads: 12,
        hiddenSize: 768,
      });
    },
  );

  test("count the rotary part with the key of a head that is expanded", () => {
    expect(widthsOf({ qk_nope_head_dim: 128, qk_rope_head_dim: 64 })).toEqual({
      expandedKeyDim: 192,
    });
    expect(widthsOf({ qk_rope_head_dim: 64 })).toEqual({});
  });
});
