import { getEntry } from "astro:content";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { crossings } from "../../lib/memory/crossing.ts";
import { type Model, whole } from "../models/amounts.ts";
import { confirmedModels } from "../models/catalogue.ts";
import type { LayerModels } from "./models.ts";
import { example } from "./state.ts";

async function model(slug: string): Promise<Model> {
  const entry = await getEntry("models", slug);
  if (!entry) throw new Error(`the catalogue has no ${slug}`);
  const reading = fromConfig(entry.data.config);
  if (reading.kind === "refused") throw new Error(`${slug} is refused at ${reading.field}`);
  const { trace: _, ...architecture } = reading.architecture;
  return { slug, name: entry.data.name, architecture };
}

const has = ({ architecture }: Model, kind: string) =>
  architecture.layers.some((group) => group.kind === kind);

/** Tokens at which its states are as large as a cache: what the table of them is sorted by. */
const levelOf = (one: Model): number => Number(crossings(whole(one))[0]?.tokens ?? Infinity);

const load = async (): Promise<LayerModels> => {
  const confirmed = await Promise.all((await confirmedModels()).map(({ id }) => model(id)));
  const chosen = await Promise.all(example.names.map(model));
  for (const { slug, name } of chosen)
    if (example.labels[slug as keyof typeof example.labels] !== name)
      throw new Error(`${slug} is called ${name}`);
  const hybrids = confirmed
    .filter((one) => has(one, "state"))
    .map((one) => ({ ...one, level: levelOf(one) }))
    .sort((a, b) => a.level - b.level)
    .map(({ level: _, ...one }) => one);
  const models = new Map([...chosen, ...hybrids].map((one) => [one.slug, one]));
  return {
    models: [...models.values()],
    hybrids: hybrids.map(({ slug }) => slug),
    windowed: ["gpt-oss-120b", "gemma-3-27b", "llama-4-scout"],
  };
};

let loaded: Promise<LayerModels> | undefined;

/** Every model the page needs, read once however many of its parts ask. */
export const layerModels = (): Promise<LayerModels> => (loaded ??= load());
