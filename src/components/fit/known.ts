import { getCollection, getEntry } from "astro:content";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { parametersFromConfig } from "../../lib/memory/parameters/count.ts";
import type { Known, KnownModel } from "./amounts.ts";
import { type ModelId, model, split } from "./state.ts";

async function knownModel(id: ModelId): Promise<KnownModel> {
  const entry = await getEntry("models", id);
  if (!entry) throw new Error(`no model ${id}`);
  const reading = fromConfig(entry.data.config);
  if (reading.kind === "refused") throw new Error(`${id}: ${reading.reason}`);
  const count = parametersFromConfig(entry.data.config);
  const { trace: _, ...architecture } = reading.architecture;
  return {
    name: entry.data.name,
    architecture,
    queryHeads: Number(entry.data.config.num_attention_heads),
    ...(count.kind === "parameters" && { parameters: String(count.total) }),
  };
}

const ids = [...new Set<ModelId>([...model.names, ...split.names])];
const entries = await Promise.all(ids.map(async (id) => [id, await knownModel(id)] as const));
for (const id of model.names) {
  if (!entries.find(([name]) => name === id)?.[1].parameters)
    throw new Error(`the parameters of ${id} cannot be counted`);
}

const gpus = await getCollection("gpus");
const guide = await getEntry("publications", "kempner-distributed-inference");
const capacity = guide?.data.figures.find(({ id }) => id === "kemp-405-gpus")?.stated.capacity;
if (!capacity) throw new Error("the guide states no capacity");

/** What the page knows of models and GPUs, also in the browser. */
export const known: Known = {
  models: Object.fromEntries(entries) as Known["models"],
  gpus: Object.fromEntries(gpus.map(({ id, data }) => [id, data.reported.printed])),
  guide: { capacity },
};
