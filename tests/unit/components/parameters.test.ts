import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { config, counted } from "../../../src/components/parameters/count.ts";
import { exampleHeader } from "../../../src/components/parameters/example-header.ts";
import { fields, inputs, tied } from "../../../src/components/parameters/state.ts";
import { readHeader } from "../../../src/components/parameters/stored.ts";
import { rows } from "../../../src/components/parameters/tensors.ts";
import { fromQuery, reset, toQuery } from "../../../src/components/state/link.ts";

afterEach(() => reset(inputs as never));

describe("the rows of a config", () => {
  it("multiply to what the count says, whatever the shape", () => {
    const size = fc.integer({ min: 1, max: 64 });
    fc.assert(
      fc.property(size, size, size, size, size, size, fc.boolean(), (a, b, c, d, e, f, tie) => {
        const heads = a * b;
        fields.num_key_value_heads.field.value.value = a;
        fields.num_attention_heads.field.value.value = heads;
        fields.hidden_size.field.value.value = heads * c;
        fields.intermediate_size.field.value.value = d;
        fields.num_hidden_layers.field.value.value = e;
        fields.vocab_size.field.value.value = f;
        tied.value.value = tie ? "tied" : "own";
        const count = counted();
        if (count.kind === "refused") throw new Error(count.reason);
        const all = rows(count, config());
        expect(all).toHaveLength(tie ? 9 : 10);
        for (const { sides, shape, copies, numbers } of all) {
          const multiplied = sides.map((side) => side.reduce((n, { value }) => n * value, 1));
          expect(multiplied).toEqual(shape);
          const product = multiplied.reduce((n, side) => n * side, copies.value);
          expect(BigInt(product)).toBe(numbers);
        }
      }),
    );
  });
});

describe("a field of the config", () => {
  it("is left out of links where it is as the model has it", () => {
    fields.num_hidden_layers.field.value.value = 31;
    expect(toQuery(inputs as never)).toBe("layers=31");
    fields.num_hidden_layers.field.value.value = 32;
    expect(toQuery(inputs as never)).toBe("");
    expect(fromQuery(inputs as never, "model=405B&kv=16")).toEqual([]);
    expect(config()).toMatchObject({ num_key_value_heads: 16, num_hidden_layers: 126 });
    expect(toQuery(inputs as never)).toBe("model=405B&kv=16");
  });
});

describe("a header as text", () => {
  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => "refused" in readHeader(text) || true));
    fc.assert(fc.property(fc.json(), (text) => readHeader(text) !== undefined));
  });

  it("adds up the example", () => {
    expect(readHeader(exampleHeader)).toMatchObject({
      all: { bytes: 1_109_458_944n, parameters: 584_075_264n },
    });
  });
});
