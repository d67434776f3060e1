import { useSignal } from "@preact/signals";
import { type CommandLine, llamaServer, vllmServe } from "../../lib/plan/commands.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { put } from "../share/clipboard.ts";
import { save } from "../share/save.ts";
import { answer, isRefused } from "./planned.ts";

/** A command that serves the set-up, to be copied, and what it leaves unsaid. */
function Command({ line }: { readonly line: CommandLine }) {
  const id = `command-${line.program.replace(/\W/g, "-")}`;
  return (
    <div class="serve">
      <h3>{line.program}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls is reached by keyboard */}
      <pre id={id} tabIndex={0}>
        {line.text}
      </pre>
      <copy-text class="needs-script" data-from={id}>
        <button type="button">Copy {line.program}</button>
      </copy-text>
      {line.unsaid.length > 0 && (
        <ul class="note">
          {line.unsaid.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The command lines that serve the set-up. */
export function Commands() {
  const plan = answer.value;
  if (isRefused(plan)) return <p class="note">No command serves these inputs.</p>;
  return (
    <div class="commands">
      {[vllmServe(plan), llamaServer(plan)].map((line) => (
        <Command key={line.program} line={line} />
      ))}
    </div>
  );
}

type Way = (plan: Plan) => Promise<unknown>;

const copied = (text: Promise<string>) => put("text/plain", text);
const code = async (plan: Plan, language: "python" | "typescript") =>
  (await import("../../lib/plan/working.ts")).cacheCode(plan, language);

/** The ways to take the answer along, by what they are called. */
const ways: Readonly<Record<string, Way>> = {
  "Copy as Python": (plan) => copied(code(plan, "python")),
  "Copy as TypeScript": (plan) => copied(code(plan, "typescript")),
  "Copy as Markdown": () =>
    copied(
      import("../share/excerpt.ts").then(({ excerpt }) =>
        excerpt("working", "The working", "markdown"),
      ),
    ),
  "Save as JSON": async (plan) =>
    save(
      "workbench.json",
      "application/json",
      (await import("../../lib/plan/export.ts")).planJson(plan),
    ),
  "Save as CSV": async (plan) =>
    save("workbench.csv", "text/csv", (await import("../../lib/plan/export.ts")).planCsv(plan)),
};

/** Takes the working and the figures along, as code, as text or as a file. */
export function Take() {
  const said = useSignal("");
  const plan = answer.value;
  const take = (label: string, way: Way) => async () => {
    if (isRefused(plan)) {
      said.value = "There is nothing to take.";
      return;
    }
    said.value = await way(plan).then(
      () => (label.startsWith("Save") ? "Saved" : "Copied"),
      () => "Copying is blocked here",
    );
  };
  return (
    <p class="take">
      {Object.entries(ways).map(([label, way]) => (
        <button key={label} type="button" onClick={take(label, way)}>
          {label}
        </button>
      ))}
      <span role="status">{said}</span>
    </p>
  );
}
