import { type ComponentType, h, render } from "preact";
import { Answer } from "./Answer.tsx";
import { Attention, AttentionTable } from "./Attention.tsx";
import { Block, BlockTable, PieceTold } from "./Block.tsx";
import { Python, TypeScript } from "./Code.tsx";
import { Cost, CostTable } from "./Cost.tsx";
import { Reads } from "./Reads.tsx";

/** The parts that follow the inputs, by the name their place has. */
const parts: Readonly<Record<string, ComponentType>> = {
  answer: Answer,
  attention: Attention,
  "attention-table": AttentionTable,
  block: Block,
  "block-table": BlockTable,
  cost: Cost,
  "cost-table": CostTable,
  piece: PieceTold,
  python: Python,
  reads: Reads,
  typescript: TypeScript,
};

/** Takes over what was rendered when the page was built, in place. */
export function mount(place: Element, part: string): void {
  render(h(parts[part]!, {}), place);
}
