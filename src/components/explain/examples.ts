import { getCollection, getEntry } from "astro:content";
import { type LedgerFigure, ledgerFigures, type PublicationEntry } from "../../lib/audit/ledger.ts";
import { printMarkdown } from "../../lib/tables/text-table.ts";
import type { Example } from "./Examples.tsx";
import { knownModels } from "./models.ts";
import { statements, type Typed } from "./state.ts";

/** Figures of the ledger that show what can be asked, by id. */
const shown = ["hf-octo-floats", "isca-466", "vllmblog-17gb", "gemma3-1B", "dsv2-933", "nv-40gb"];

const idOf = (model: unknown): string =>
  typeof model === "object" && model !== null
    ? String((model as { id: unknown }).id)
    : String(model ?? "");

const loosely = { about: "~", below: "<", above: ">" } as const;

/** What a ledger's figure states, as it would be typed. */
function typedFrom({ printed, stated, against, unit, ...figure }: LedgerFigure): Typed {
  const both = against === undefined || against.element === stated.element;
  return {
    figure: (figure.loosely ? loosely[figure.loosely] : "") + printed,
    model: idOf(stated.model),
    tokens: stated.tokens ?? "",
    batch: stated.batch === undefined ? "" : String(stated.batch),
    element: both ? (stated.element ?? "") : "",
    quantity: "",
    unit: unit ?? "GB",
    devices: stated.devices === undefined ? "" : String(stated.devices),
    parameters: stated.parameters ?? "",
    "weights-element": stated.weights_element ?? "",
    capacity: stated.capacity ?? "",
    weights: stated.weights_take_part ? "1" : "",
    against: against ? idOf(against.model) : "",
  };
}

/** The query of a link that asks what is typed: only what differs from the page's own question. */
const queryOf = (typed: Typed): string =>
  new URLSearchParams(
    Object.entries(statements)
      .filter(([key, { initial }]) => typed[key as keyof Typed] !== initial)
      .map(([key]) => [key, typed[key as keyof Typed]]),
  ).toString();

/** The ledger's figures that the page offers, in the order above. */
export async function examples(): Promise<Example[]> {
  const entries = await getCollection("publications");
  const models = new Map((await knownModels()).map(({ id, name }) => [id, name]));
  const named = (id: string) => models.get(id) ?? id;
  const figures = entries.flatMap(({ data }) =>
    ledgerFigures(data as unknown as PublicationEntry).map((figure) => ({
      figure,
      publisher: data.publisher,
    })),
  );
  return shown.map((id) => {
    const found = figures.find(({ figure }) => figure.id === id);
    if (!found) throw new Error(`the ledger has no figure ${id}`);
    const asked = typedFrom(found.figure);
    const typed = { ...asked, model: named(asked.model), against: named(asked.against) };
    return {
      printed: typed.figure,
      what: `${found.publisher}: ${found.figure.what}`,
      query: queryOf(typed),
    };
  });
}

/** The table the site began with, as Markdown, to be tried. */
export async function exampleTable(): Promise<string> {
  const entry = await getEntry("publications", "llama31");
  const table = entry?.data.tables?.find(({ id }) => id === "kv-cache");
  if (!table) throw new Error("the publication llama31 has no table kv-cache");
  const at = (row: string, column: string) =>
    table.figures.find((one) => one.row === row && one.column === column)?.printed ?? "";
  return printMarkdown({
    head: ["Model Size", ...table.columns.map((column) => `${column} tokens`)],
    rows: table.rows.map((row) => [row, ...table.columns.map((column) => at(row, column))]),
  });
}
