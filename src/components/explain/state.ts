import { quantityLabels } from "../../lib/audit/quantities.ts";
import { choice, line } from "../state/input.ts";

const quoted = (text: string) => (text === "" ? "not stated" : `“${text}”`);
const typed = (key: string, label: string, initial = "", longest = 80) =>
  line(key, label, initial, longest, quoted);

/** The longest pasted text, packed, that a link may carry: beyond it, forums cut addresses. */
const longestPacked = 4000;
const packed = (key: string, label: string) =>
  line(key, label, "", longestPacked, (text) => (text === "" ? "none" : "pasted"));

const { training, ...asked } = quantityLabels;

export const figure = typed("figure", "Figure", "15.38", 200);
export const model = typed("model", "Model", "Llama 3.1 405B", 120);
export const tokens = typed("tokens", "Tokens", "16k");
export const batch = typed("batch", "Sequences");
export const element = typed("element", "Format of the cache");
export const quantity = choice("quantity", "The figure is of", "", {
  "": "what its label says",
  ...asked,
});
export const unit = choice("unit", "Unit where none is printed", "GB", {
  GB: "GB",
  GiB: "GiB",
  MB: "MB",
  MiB: "MiB",
  kB: "kB",
  KiB: "KiB",
  TB: "TB",
  TiB: "TiB",
});
export const devices = typed("devices", "Devices that share it");
export const parameters = typed("parameters", "Parameters as named");
export const weightsElement = typed("weights-element", "Format of the weights");
export const capacity = typed("capacity", "Memory it has to fit into");
export const weights = choice("weights", "Weights in that memory", "", {
  "": "not counted",
  "1": "take their part",
});
export const against = typed("against", "Compared with the model", "", 120);
export const config = packed("config", "Pasted config.json");
export const table = packed("table", "Pasted table");
/** What the reader says of a pasted table: `label=model` and `column 2=tokens`, as a query. */
export const reading = line("reading", "Reading of the table", "", 2000, (text) =>
  text === "" ? "as recognised" : "as you chose",
);

/** Everything that is said about the figure, by the name the command line has for it. */
export const statements = {
  figure,
  model,
  tokens,
  batch,
  element,
  quantity,
  unit,
  devices,
  parameters,
  "weights-element": weightsElement,
  capacity,
  weights,
  against,
} as const;

/** What the reader typed, every part as it stands. */
export type Typed = Readonly<Record<keyof typeof statements, string>>;

const entries = Object.entries(statements) as [keyof Typed, { value: { value: string } }][];

/** The reader's statements now. Reads signals. */
export const typedNow = (): Typed =>
  Object.fromEntries(entries.map(([key, { value }]) => [key, value.value])) as Typed;

/** The same without the figure, which is not looked at: what a table leaves unsaid. */
export const besidesFigure = (): Typed =>
  Object.fromEntries(
    entries.map(([key, { value }]) => [key, key === "figure" ? "" : value.value]),
  ) as Typed;

/** Every input of the page, in the order links list them. */
export const inputs = [...Object.values(statements), config, table, reading] as const;
