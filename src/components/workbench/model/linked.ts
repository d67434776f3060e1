import type { Subject } from "../../../lib/plan/set-up.ts";
import type { Found, Wanting } from "../../../lib/source/gather.ts";
import type { Problem } from "../../../lib/source/problem.ts";
import type { Read } from "../set-up.ts";
import { links } from "./chosen.ts";

const reading = () => import("./reading.ts");

async function byHand(text: string): Promise<Subject | Problem | undefined> {
  const { parseByHand, subjectByHand } = await import("../../../lib/source/by-hand.ts");
  const rows = parseByHand(text);
  return rows && subjectByHand(rows);
}

const subjectIn = (outcome: Found | Wanting | Problem | undefined) =>
  outcome?.kind === "found" ? outcome.subject : undefined;

/** The model that some inputs name, from their own text or this site. Rejects with why there is none. */
export async function subjectFor(inputs: Read): Promise<Subject> {
  const [model, hub, config, layers] = [links.model, links.hub, links.config, links.layers].map(
    inputs,
  ) as [string, string, string, string];
  if (hub !== "") throw new RangeError(`${hub} is on the hub: press Use to fetch it`);
  const found =
    layers !== ""
      ? await byHand(layers)
      : subjectIn(
          config !== ""
            ? await (await reading()).ofPacked(config)
            : await (await reading()).ofCatalogue(model),
        );
  if (!found || "kind" in found) throw new RangeError("its model cannot be read");
  return found;
}
