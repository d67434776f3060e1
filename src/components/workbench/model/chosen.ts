import { batch, signal } from "@preact/signals";
import type { Subject } from "../../../lib/plan/set-up.ts";
import type { HubAddress } from "../../../lib/source/address.ts";
import type { Piece } from "../../../lib/source/piece.ts";
import type { Problem } from "../../../lib/source/problem.ts";
import { type Input, line } from "../../state/input.ts";

/** The model the workbench is about; the page sets the first one, built and again when it becomes live. */
export const subject = signal<Subject>({ name: "", architecture: { layers: [], trace: {} } });

const pasted = (text: string) => (text === "" ? "none" : "pasted");

/** Which model it is, in a link: one of the catalogue, the hub's, a config packed, or typed layers. */
export const links = {
  model: line("model", "Model", "llama-3.1-8b", 80),
  hub: line("hub", "Model on the hub", "", 400),
  config: line("config", "Config", "", 4000, pasted),
  layers: line("layers", "Layers typed by hand", "", 2000),
} as const;

export type Link = { readonly [Key in keyof typeof links]?: string };

/** The inputs that say which model it is, in the order links list them. */
export const modelInputs = Object.values(links) as unknown as readonly Input<never>[];

/** What a link says of the model now, as one text. Reads signals. */
const linked = (): string =>
  Object.values(links)
    .map(({ value }) => value.value)
    .join("\n");

/** What the reader is told of the model that was handed over last. */
export interface Said {
  readonly problem?: Problem;
  readonly notes?: readonly string[];
  /** What is under way. */
  readonly busy?: string;
  /** A model of a link that is fetched only when the reader asks. */
  readonly asked?: HubAddress;
  /** GGUF files of a repository, to choose from. */
  readonly choosing?: { readonly address: HubAddress; readonly paths: readonly string[] };
  /** Weights whose config is still to be handed over, and what they come to. */
  readonly wanting?: { readonly pieces: readonly Piece[]; readonly bytes?: bigint };
  /** A config that is too long for a link, to be saved as a file. */
  readonly unlinked?: string;
}

export const said = signal<Said>({});

/** What the link says of the model the page shows; the link of another is to be followed. */
let carried = linked();
export const isCarried = (): boolean => linked() === carried;

/** Says in the link which model is shown; without a way to say it, the link says nothing. */
export function carry(link: Link): void {
  batch(() => {
    for (const [key, { value, initial }] of Object.entries(links))
      value.value = link[key as keyof Link] ?? initial;
  });
  carried = linked();
}

/** Takes the link as followed, whatever came of it. */
export function follow(): void {
  carried = linked();
}
