import { useSignal } from "@preact/signals";
import { answer, configText, failed, load, told } from "./session.ts";
import { config, typedNow } from "./state.ts";

type Kind = "markdown" | "text" | "link" | "command";

const labels: Record<Kind, string> = {
  markdown: "Markdown",
  text: "Plain text",
  link: "Link",
  command: "Command line",
};

const notes: Partial<Record<Kind, string>> = {
  command: "Run in a copy of this site's source; a pasted config is saved as config.json first.",
};

async function textOf(kind: Kind): Promise<string> {
  if (kind === "link") return location.href;
  const { asCommand, asMarkdown, asText } = await load();
  if (!told.value) await answer(typedNow(), configText.value);
  if (!told.value?.ok) throw new Error(failed.value || "There is no answer to copy yet.");
  const link = location.href.replace(/#.*$/, "#answer").replace(/^[^#]*$/, "$&#answer");
  const { answer: given, question } = told.value;
  if (kind === "command") return asCommand(question);
  return kind === "markdown" ? asMarkdown(given, link) : asText(given, link);
}

/** Takes the answer along: for a comment, as plain text, as a link, as a command. */
export function Take() {
  const text = useSignal("");
  const said = useSignal("");
  const copied = useSignal<Kind | undefined>(undefined);
  const copy = async (kind: Kind) => {
    try {
      // The address follows the inputs a moment later.
      await new Promise((done) => setTimeout(done, 200));
      text.value = await textOf(kind);
      copied.value = kind;
    } catch (error) {
      text.value = "";
      said.value = (error as Error).message;
      return;
    }
    try {
      await navigator.clipboard.writeText(text.value);
      said.value = `${labels[kind]} copied`;
    } catch {
      said.value = "Copying is blocked here; take it from below";
    }
  };
  const unsent = configText.value !== "" && config.value.value === "";
  return (
    <div class="take needs-script">
      <p class="copies">
        <span id="take-along">Copy the answer as</span>
        {(Object.keys(labels) as Kind[]).map((kind) => (
          <button key={kind} type="button" onClick={() => copy(kind)}>
            {labels[kind]}
          </button>
        ))}
        <span role="status">{said}</span>
      </p>
      {unsent && (
        <p class="note">
          The pasted config is too long for a link; who follows it has to paste it too.
        </p>
      )}
      {text.value !== "" && (
        <>
          <textarea
            class="taken"
            readOnly
            aria-labelledby="take-along"
            rows={Math.min(14, text.value.split("\n").length + 1)}
            value={text.value}
          />
          {copied.value && notes[copied.value] && <p class="note">{notes[copied.value]}</p>}
        </>
      )}
    </div>
  );
}
