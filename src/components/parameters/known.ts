import { getEntry } from "astro:content";
import { parseFigure } from "../../lib/quantity/figure.ts";
import { toInteger } from "../../lib/quantity/ratio.ts";
import { type Mixture, mixtureOf } from "./mixtures.ts";
import { mixture } from "./state.ts";

/** What the page knows beside its inputs, counted when it is built. */
export interface Known {
  readonly mixtures: Readonly<Record<(typeof mixture.names)[number], Mixture>>;
  /** Bytes that are listed for each file of the FP8 checkpoint. */
  readonly listed: bigint;
}

const evidence = await getEntry("timelines", "file-sizes");

export const known: Known = {
  mixtures: Object.fromEntries(mixture.names.map((id) => [id, mixtureOf(id)])) as Known["mixtures"],
  listed: toInteger(parseFigure(evidence!.data.also!.fp8!)!.value),
};
