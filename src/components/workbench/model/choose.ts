import { batch } from "@preact/signals";
import { type HubAddress, printAddress, readAddress } from "../../../lib/source/address.ts";
import { type ByHand, printByHand, subjectByHand } from "../../../lib/source/by-hand.ts";
import type { Found, Wanting } from "../../../lib/source/gather.ts";
import type { Choosing } from "../../../lib/source/hub.ts";
import type { Problem } from "../../../lib/source/problem.ts";
import { carry, type Link, links, type Said, said, subject } from "./chosen.ts";

/** What comes of something that is handed over. */
type Outcome = Found | Wanting | Choosing | Problem;

/** How a link says a model, and what it cannot say. */
interface Carried {
  readonly link: Link;
  readonly notes?: readonly string[];
  readonly unlinked?: string;
}

let turn = 0;

function tellOf(outcome: Exclude<Outcome, Found>): Said {
  if (outcome.kind === "refused") return { problem: outcome };
  if (outcome.kind === "choosing") {
    const { address, files } = outcome;
    return { choosing: { address, paths: files.map(({ path }) => path) } };
  }
  const { pieces, stored } = outcome;
  return { wanting: { pieces, ...(stored.bytes !== undefined && { bytes: stored.bytes }) } };
}

/** Shows what comes of a reading, unless the reader has asked for something else meanwhile. */
async function choose(
  busy: string,
  read: () => Promise<Outcome>,
  carried: (found: Found) => Carried | Promise<Carried>,
): Promise<void> {
  const own = ++turn;
  said.value = { busy };
  try {
    const outcome = await read();
    const way = outcome.kind === "found" ? await carried(outcome) : undefined;
    if (own !== turn) return;
    if (outcome.kind !== "found" || way === undefined) {
      said.value = tellOf(outcome as Exclude<Outcome, Found>);
      return;
    }
    const { link, notes = [], unlinked } = way;
    batch(() => {
      subject.value = outcome.subject;
      said.value = { notes: [...outcome.notes, ...notes], ...(unlinked && { unlinked }) };
      carry(link);
    });
  } catch {
    if (own !== turn) return;
    const reason = "could not be read: a part of this page did not load";
    const advice = "Check the connection and try again.";
    said.value = { problem: { kind: "refused", field: busy, reason, advice } };
  }
}

const reading = () => import("./reading.ts");

/** A model of the catalogue, by its slug. */
export const pick = (id: string) =>
  choose(
    id,
    async () => (await reading()).ofCatalogue(id),
    () => ({ link: { model: id } }),
  );

/** Files that were dropped or chosen, with what was handed over before and found wanting. */
export function hand(files: readonly File[]): Promise<void> {
  const before = said.value.wanting?.pieces ?? [];
  const names = files.length === 1 ? files[0]!.name : `${files.length} files`;
  return choose(
    names,
    async () => (await reading()).ofFiles(files, before),
    async ({ subject }) => (await reading()).asLink(subject),
  );
}

/** A config that was pasted. */
export function paste(text: string): Promise<void> {
  const before = said.value.wanting?.pieces ?? [];
  return choose(
    "the pasted text",
    async () => (await reading()).ofText(text, before),
    async ({ subject }) => (await reading()).asLink(subject),
  );
}

/** A model on the hub: the only thing that is asked of another server, and only when the reader presses. */
export const fetchFrom = (address: HubAddress) =>
  choose(
    printAddress(address),
    async () => {
      const { fromHub } = await import("../../../lib/source/hub.ts");
      return fromHub(address, { fetch: fetch.bind(globalThis), online: () => navigator.onLine });
    },
    () => ({ link: { hub: printAddress(address) } }),
  );

/** What a reader pasted as a link or an id. */
export function fetchPasted(text: string): void {
  const address = readAddress(text);
  if (address.kind === "refused") said.value = { problem: address };
  else {
    const { kind: _, ...at } = address;
    fetchFrom(at);
  }
}

/** Layers typed by hand. */
export function type(typed: ByHand): void {
  turn++;
  const made = subjectByHand(typed);
  if ("kind" in made) {
    said.value = { problem: made };
    return;
  }
  batch(() => {
    subject.value = made;
    said.value = {};
    carry({ layers: printByHand(typed) });
  });
}

/** Follows what the address says of the model; a model of the hub waits for the reader's press. */
export async function followLink(): Promise<void> {
  const { model, hub, config, layers } = links;
  const typed = layers.value.value;
  const packed = config.value.value;
  const address = hub.value.value;
  if (typed !== "") {
    const { parseByHand } = await import("../../../lib/source/by-hand.ts");
    const rows = parseByHand(typed);
    if (rows) return type(rows);
    said.value = { problem: damaged("layers") };
  } else if (packed !== "")
    await choose(
      "the config in this link",
      async () => (await (await reading()).ofPacked(packed)) ?? damaged("config"),
      () => ({ link: { config: packed } }),
    );
  else if (address !== "") {
    const read = readAddress(address);
    if (read.kind === "refused") said.value = { problem: read };
    else {
      const { kind: _, ...asked } = read;
      said.value = { asked };
    }
  } else await pick(model.value.value);
}

const damaged = (part: string): Problem => ({
  kind: "refused",
  field: part,
  reason: "in this link is damaged",
  advice: "Ask for the link again, or choose the model below.",
});
