import { type ComponentType, h, render } from "preact";
import { Answer } from "./Answer.tsx";
import { Attention, AttentionTable } from "./Attention.tsx";
import { AttentionInputs } from "./AttentionInputs.tsx";
import { Block, BlockTable, PieceTold } from "./Block.tsx";
import { BlockActions } from "./BlockActions.tsx";
import { Python, TypeScript } from "./Code.tsx";
import { Cost, CostTable } from "./Cost.tsx";
import { Reads } from "./Reads.tsx";

/** The parts that follow the inputs, by the name their place has. */
const parts: Readonly<Record<string, ComponentType>> = {
  answer: Answer,
  attention: Attention,
  "attention-inputs": AttentionInputs,
  "attention-table": AttentionTable,
  block: Block,
  "block-actions": BlockActions,
  "block-table": BlockTable,
  cost: Cost,
  "cost-table": CostTable,
  piece: PieceTold,
  python: Python,
  reads: Reads,
  typescript: TypeScript,
};

/** Takes over what was rendered when the page was built, in place, and does what was clicked before. */
export function mount(place: Element, part: string, clicks: readonly MouseEvent[]): void {
  render(h(parts[part]!, {}), place);
  for (const { target, clientX, clientY } of clicks) {
    target?.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX, clientY }));
  }
}
