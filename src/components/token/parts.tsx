import { Answer } from "./Answer.tsx";
import { Attention, AttentionTable } from "./Attention.tsx";
import { AttentionInputs } from "./AttentionInputs.tsx";
import { Block, BlockTable, PieceTold } from "./Block.tsx";
import { BlockActions } from "./BlockActions.tsx";
import { Python, TypeScript } from "./Code.tsx";
import { Cost, CostTable } from "./Cost.tsx";
import { CostInputs, PassInputs, PieceInputs } from "./Inputs.tsx";
import { Reads } from "./Reads.tsx";

/** The parts of the article that follow its inputs, by the name their place has. */
export const parts = {
  "answer-inputs": () => <PassInputs place="answer" />,
  answer: Answer,
  "attention-inputs": AttentionInputs,
  attention: Attention,
  "attention-table": AttentionTable,
  "cost-inputs": CostInputs,
  cost: Cost,
  "cost-table": CostTable,
  python: Python,
  typescript: TypeScript,
  "reads-inputs": () => <PassInputs place="reads" />,
  reads: Reads,
  "block-inputs": () => <PassInputs place="block" />,
  "block-actions": BlockActions,
  block: Block,
  "piece-inputs": PieceInputs,
  piece: PieceTold,
  "block-table": BlockTable,
} as const;

export type PartName = keyof typeof parts;
