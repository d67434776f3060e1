import { workOut } from "../../lib/quantity/arithmetic.ts";
import { answer } from "./Expressions.tsx";
import { publishedTable } from "./publication.ts";
import { expressions } from "./state.ts";
import type { Known, PublishedCell } from "./table.ts";

/** The cells that the question's expressions were meant to recompute. */
const recomputes = [
  "kv-8b-16k",
  "kv-8b-128k",
  "kv-405b-16k",
  "kv-405b-128k",
  "kv-8b-1k",
  "kv-8b-1k",
];

const { figures, columns } = await publishedTable("kv-cache");

/** What the article knows beside its inputs. */
export const known: Known = {
  columns,
  cells: figures.map(
    ({ id, printed, row, column }) => ({ id, printed, row, column }) as PublishedCell,
  ),
  expressions: expressions.map(({ initial }, index) => {
    const figure = figures.find(({ id }) => id === recomputes[index])!;
    return {
      meaning: `${figure.row}, ${figure.column} tokens; the table prints ${figure.printed}`,
      result: answer(workOut(initial)),
    };
  }),
};
