import { keeps, layerCount } from "../../../lib/architecture/words.ts";
import { model, problem, subject } from "./chosen.ts";

interface Props {
  /** Names of the models of the catalogue by their slugs, as JSON. */
  readonly names: string;
}

/** Which model the workbench is about. */
export function Model({ names }: Props) {
  const all = Object.entries(JSON.parse(names) as Record<string, string>);
  const { architecture } = subject.value;
  const kinds = [...new Set(architecture.layers.map((group) => keeps(group)))];
  return (
    <div class="bench-model">
      <label class="field">
        <span>Model</span>
        <select
          value={model.value.value}
          onChange={({ currentTarget }) => {
            model.value.value = currentTarget.value;
          }}
        >
          {all.map(([slug, name]) => (
            <option key={slug} value={slug} selected={slug === model.value.value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p class="note" id="model-read">
        {subject.value.name}: {layerCount(architecture)} layers, {kinds.join(", ")}
      </p>
      {problem.value !== "" && (
        <p class="refused" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
