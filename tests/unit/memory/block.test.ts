import { expect, test } from "vitest";
import { evaluate } from "../../../src/lib/formula/evaluate.ts";
import { blockBytes, blockValues } from "../../../src/lib/memory/block.ts";
import { type BlockFormatId, blockFormats } from "../../../src/lib/quantity/block.ts";
import { elementTypes } from "../../../src/lib/quantity/element.ts";
import { ratio } from "../../../src/lib/quantity/ratio.ts";

test.each(Object.keys(blockFormats) as BlockFormatId[])("the formula gives the bytes of %s", (id) =>
  expect(evaluate(blockBytes.expression, blockValues(blockFormats[id]))).toEqual(
    ratio(elementTypes[id].bytes),
  ),
);
