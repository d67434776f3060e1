import { signal } from "@preact/signals";
import type { Subject } from "../../lib/plan/set-up.ts";
import { fromJson } from "./json.ts";
import { subject } from "./model/chosen.ts";
import type { Memories } from "./set-up.ts";

/** What the page is given of the catalogue, also in the browser. */
export interface Known {
  readonly memories: Memories;
  /** The model it starts with. */
  readonly subject: Subject;
}

/** Bytes of each GPU, once the page has said so. */
export const memories = signal<Memories>({});

/** Takes in what the page was given. */
export function know(known: Known): void {
  memories.value = known.memories;
  subject.value = known.subject;
}

let learnt = false;

/** Takes in what stands in the page, once. */
export function learn(root: ParentNode): void {
  if (learnt) return;
  learnt = true;
  know(fromJson(root.querySelector("workbench-live > script")!.textContent!));
}
