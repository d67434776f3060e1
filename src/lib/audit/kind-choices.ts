import { windowOf } from "../architecture/window.ts";
import { counts } from "./choices.ts";
import type { Assumption, Choice } from "./hypothesis.ts";
import type { Subject } from "./subject.ts";

/** What may be counted differently for the kinds of layers a model has, and for no others. */
export function kindChoices(subject: Subject): Assumption[] {
  const layers = subject.architecture?.layers ?? [];
  const has = (kind: string) => layers.some((group) => group.kind === kind);
  const windowed = layers.some((group) => windowOf(group) !== undefined);
  const hybrid = (has("state") || has("shared")) && has("attention");
  const found: Assumption[] = [];
  const add = (id: string, name: string, first: Choice, ...rest: Choice[]) => {
    if (rest.length > 0) found.push(counts(id, name, [first, ...rest]));
  };
  if (windowed) {
    add(
      "window",
      "sliding window",
      { value: false, label: "windowed layers keep their window" },
      { value: true, label: "every layer keeps every token" },
    );
  }
  add(
    "layers",
    "layers",
    { value: "keeping", label: "the layers that keep a cache" },
    ...(hybrid ? [{ value: "every", label: "every layer, also those without a cache" }] : []),
    ...(windowed ? [{ value: "global", label: "only the layers without a window" }] : []),
  );
  if (has("attention")) {
    add(
      "vectors",
      "keys and values",
      { value: 2, label: "a key and a value" },
      { value: 1, label: "one of them: the factor 2 dropped" },
      { value: 4, label: "both twice: the factor 2 doubled" },
    );
  }
  if (has("latent")) {
    const { queryHeads, expandedKeyDim, expandedValueDim } = subject.widths ?? {};
    const expandable = queryHeads && expandedKeyDim && expandedValueDim;
    const rotary = layers.some((group) => group.kind === "latent" && group.ropeDim > 0);
    const withRotary = (choice: Choice): Choice[] => (rotary ? [choice] : []);
    add(
      "latent",
      "latent attention",
      { value: "stored", label: rotary ? "the latent and its rotary key" : "the latent" },
      ...(expandable
        ? [
            { value: "expanded", label: "keys and values expanded for every head" },
            ...withRotary({
              value: "expanded-plain",
              label: "every head expanded, without the rotary part",
            }),
          ]
        : []),
      ...withRotary({ value: "without-rope", label: "the latent without its rotary key" }),
      { value: "twice", label: "the latent twice, as key and as value" },
    );
  }
  if (has("indexer")) {
    const fixed = layers.some((group) => group.kind === "indexer" && group.entryBytes);
    add(
      "indexer",
      "index keys",
      { value: "included", label: "counted" },
      { value: "left-out", label: "left out" },
      ...(fixed ? [{ value: "same-format", label: "counted in the cache's own format" }] : []),
    );
  }
  if (has("state")) {
    add(
      "states",
      "recurrent states",
      { value: "left-out", label: "left out" },
      { value: "included", label: "counted with the cache" },
    );
  }
  if ((subject.architecture?.extra?.length ?? 0) > 0) {
    add(
      "mtp",
      "multi-token prediction layers",
      { value: false, label: "left out" },
      { value: true, label: "counted" },
    );
  }
  return found;
}
