import { type CollectionEntry, getCollection } from "astro:content";
import { engineNames } from "../../lib/engines/engines.ts";
import type { Mark } from "./agreement-chart.ts";
import { type Beside, besideRules } from "./beside.ts";

/** An allocation of the content with what the rules give for each of its figures. */
interface MeasuredRow {
  readonly id: string;
  readonly data: CollectionEntry<"allocations">["data"];
  readonly figures: readonly Beside[];
}

/** The rows of one engine. */
export interface MeasuredGroup {
  readonly id: string;
  readonly name: string;
  readonly rows: readonly MeasuredRow[];
}

const largest = ({ figures }: MeasuredRow): number => figures[0]?.bytes?.measured ?? 0;

/** Every allocation, by engine, the smaller first. Throws naming the one whose rules do not fit. */
export async function measuredGroups(): Promise<MeasuredGroup[]> {
  const configs = new Map(
    (await getCollection("models")).map(({ id, data }) => [id, data.config] as const),
  );
  const rows = (await getCollection("allocations")).map(({ id, data }) => {
    const config = data.architecture && configs.get(data.architecture.id);
    return { id, data, figures: besideRules(data, config) };
  });
  return Object.entries(engineNames).map(([engine, name]) => ({
    id: `engine-${engine.replace(".", "-")}`,
    name,
    rows: rows
      .filter(({ data }) => data.engine === engine)
      .sort((a, b) => largest(a) - largest(b) || a.id.localeCompare(b.id)),
  }));
}

/** The figures of all groups that are bytes, for a chart. */
export const marksOf = (groups: readonly MeasuredGroup[]): Mark[] =>
  groups.flatMap(({ name, rows }) =>
    rows.flatMap(({ figures }) =>
      figures.flatMap(({ bytes, nearness }) =>
        bytes ? [{ series: name, ...bytes, agrees: nearness !== "not" }] : [],
      ),
    ),
  );
