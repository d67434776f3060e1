import { publication, publishedTable } from "../doubled/publication.ts";
import type { ModelName } from "../llama31/models.ts";
import { bytesOf, type Known, methods } from "./printed.ts";
import { frozenBytes } from "./story.ts";

/** The cells of the published training table, what they were changed to after them. */
async function trainingCells(): Promise<Known["cells"]> {
  const { figures } = await publishedTable("training");
  const { revisions } = await publication();
  return figures.flatMap(({ id, printed, row, column }) => {
    const cell = { row: row as ModelName, method: methods[column!]!, printed, later: false };
    const changed = revisions.filter(({ figure }) => figure === id);
    return [cell, ...changed.map((one) => ({ ...cell, printed: one.printed, later: true }))];
  });
}

export const known: Known = { cells: await trainingCells() };

/** Bytes that the table prints for LoRA beyond the frozen weights in 16-bit. */
export function leftBeyondFrozen(name: ModelName): bigint {
  const cell = known.cells.find(({ row, method }) => row === name && method === "lora")!;
  return bytesOf(cell) - frozenBytes(name);
}
