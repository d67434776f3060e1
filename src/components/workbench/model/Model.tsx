import { useSignalEffect } from "@preact/signals";
import { layout } from "../../../lib/architecture/words.ts";
import { grouped } from "../../../lib/quantity/print.ts";
import { Catalogue } from "./Catalogue.tsx";
import { followLink } from "./choose.ts";
import { follow, isCarried, subject } from "./chosen.ts";
import { Files } from "./Files.tsx";
import { Hub } from "./Hub.tsx";
import { Layers } from "./Layers.tsx";
import { Said } from "./Said.tsx";

/** The model in a line: its layers, its parameters, how long a sequence it was made for. */
function Summary() {
  const { architecture, parameters, parametersUnknown, maxTokens } = subject.value;
  return (
    <p class="note">
      {layout(architecture)};{" "}
      {parameters === undefined
        ? `parameters not known: ${parametersUnknown ?? "nothing says them"}`
        : `${grouped(parameters)} parameters`}
      {maxTokens !== undefined && `; made for ${grouped(maxTokens)} tokens`}.
      {architecture.assumed && ` Assumed: ${architecture.assumed}.`}
    </p>
  );
}

/** Which model the workbench is about, and every way to say another. */
export function Model() {
  useSignalEffect(() => {
    if (isCarried()) return;
    follow();
    followLink();
  });
  return (
    <section class="model-picker" aria-label="Model">
      <p class="chosen-model">{subject.value.name}</p>
      <Summary />
      <Said />
      <div class="model-ways">
        <Catalogue />
        <Hub />
      </div>
      <details>
        <summary>Paste or drop a config.json, a GGUF or safetensors</summary>
        <Files />
      </details>
      <details>
        <summary>Type the layers by hand</summary>
        <Layers />
      </details>
    </section>
  );
}
