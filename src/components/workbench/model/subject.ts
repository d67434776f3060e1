import { fromConfig } from "../../../lib/architecture/from-config.ts";
import { parametersFromConfig } from "../../../lib/memory/parameters/count.ts";
import type { Subject } from "../../../lib/plan/set-up.ts";

/** A model of the catalogue, as its address answers with it. */
export interface Catalogued {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly repository?: string | undefined;
}

/** A model of the catalogue as the workbench takes it. Throws a RangeError for a config it cannot read. */
export function subjectOf({ name, config, repository }: Catalogued): Subject {
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new RangeError(reading.reason);
  const count = parametersFromConfig(config);
  return {
    name,
    architecture: reading.architecture,
    config,
    ...(count.kind === "parameters"
      ? { parameters: count.total }
      : { parametersUnknown: count.reason }),
    ...(repository && { repository }),
  };
}
