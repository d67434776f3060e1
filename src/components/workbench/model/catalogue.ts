import type { Subject } from "../../../lib/plan/set-up.ts";
import type { Read } from "../set-up.ts";
import { model } from "./chosen.ts";

const home = import.meta.env.BASE_URL.replace(/\/?$/, "/");
const read = new Map<string, Promise<Subject>>();

async function fetched(slug: string): Promise<Subject> {
  const [response, { subjectOf }] = await Promise.all([
    fetch(`${home}workbench/models/${slug}.json`).catch(() => undefined),
    import("./subject.ts"),
  ]);
  if (!response) throw new RangeError("the model could not be fetched; is there a connection?");
  if (!response.ok) throw new RangeError(`this site has no model ${slug}`);
  return subjectOf(await response.json());
}

/** The model that some inputs name, from this site. Rejects with a RangeError that says why not. */
export function subjectFor(inputs: Read): Promise<Subject> {
  const slug = inputs(model);
  const found =
    read.get(slug) ??
    fetched(slug).catch((error) => {
      read.delete(slug);
      throw error;
    });
  read.set(slug, found);
  return found;
}
