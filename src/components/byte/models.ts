import { getEntry } from "astro:content";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import type { Model } from "../models/amounts.ts";
import type { Models } from "./saving.ts";
import { type ModelSlug, modelNames } from "./state.ts";

async function read(slug: ModelSlug): Promise<Model> {
  const entry = await getEntry("models", slug);
  if (!entry) throw new Error(`no model ${slug}`);
  const { name, config } = entry.data;
  if (name !== modelNames[slug]) throw new Error(`${slug} is called ${name}`);
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(`${slug} is refused: ${reading.reason}`);
  const { trace: _, ...architecture } = reading.architecture;
  return { slug, name, architecture };
}

/** The models whose savings are shown, read from the catalogue when the page is built. */
export async function savingModels(): Promise<Models> {
  const slugs = Object.keys(modelNames) as ModelSlug[];
  const models = await Promise.all(slugs.map(async (slug) => [slug, await read(slug)] as const));
  return Object.fromEntries(models) as Models;
}
