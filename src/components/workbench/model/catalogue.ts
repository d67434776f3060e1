import type { KnownModel } from "../../explain/answer.ts";

const address = `${import.meta.env.BASE_URL.replace(/\/?$/, "/")}explain/models.json`;

let loading: Promise<readonly KnownModel[]> | undefined;

async function load(): Promise<readonly KnownModel[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the models did not load (${response.status})`);
  return response.json();
}

/** The models of the catalogue, loaded once; asked again after a failure. */
export function models(): Promise<readonly KnownModel[]> {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9.]+/g, " ");

/** The models whose name, repository or family has every word of a search. */
export function search(all: readonly KnownModel[], wanted: string): readonly KnownModel[] {
  const words = plain(wanted).split(" ").filter(Boolean);
  return all.filter(({ id, name, repository = "", config }) => {
    const text = plain(`${id} ${name} ${repository} ${String(config.model_type ?? "")}`);
    return words.every((word) => text.includes(word));
  });
}
