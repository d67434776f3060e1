import { printAddress } from "../../../lib/source/address.ts";
import { binary } from "../../fit/print.ts";
import { save } from "../../share/save.ts";
import { fetchFrom } from "./choose.ts";
import { said, subject } from "./chosen.ts";

/** Still the earlier one: said wherever something gave no model. */
const Kept = () => <>The figures are still those of {subject.value.name}.</>;

/** What came of the model that was handed over last, and what the reader can do. */
export function Said() {
  const { problem, notes = [], busy, asked, choosing, wanting, unlinked } = said.value;
  return (
    <div class="model-said">
      <p role="status" class={busy ? "note" : "visually-hidden"}>
        {busy ? `Reading ${busy} …` : ""}
      </p>
      {problem && (
        <div class="refused" role="alert">
          <p>
            <code>{problem.field}</code>: {problem.reason}. {problem.advice} <Kept />
          </p>
        </div>
      )}
      {asked && (
        <p role="status" class="note">
          This link is about <code>{printAddress(asked)}</code> on the Hugging Face hub. Nothing has
          been fetched yet. <Kept />{" "}
          <button type="button" onClick={() => fetchFrom(asked)}>
            Fetch it from huggingface.co
          </button>
        </p>
      )}
      {choosing && (
        <div class="note">
          <p role="status">
            <code>{choosing.address.repository}</code> has several GGUF files; of the one you
            choose, the header is fetched. <Kept />
          </p>
          <ul class="gguf-files">
            {choosing.paths.map((file) => (
              <li key={file}>
                <button
                  type="button"
                  onClick={() => {
                    const { quantisation: _, ...at } = choosing.address;
                    fetchFrom({ ...at, file });
                  }}
                >
                  {file}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {wanting && (
        <p role="status" class="note">
          These are weights
          {wanting.bytes !== undefined && `: ${binary(wanting.bytes)} as stored`}. How the layers
          keep their cache is in config.json: drop or paste it too. <Kept />
        </p>
      )}
      {notes.map((note) => (
        <p key={note} role="status" class="note">
          {note}
        </p>
      ))}
      {unlinked && (
        <p role="status" class="note">
          This config is too long for a link: who follows it has to be given the file too.{" "}
          <button type="button" onClick={() => save("config.json", "application/json", unlinked)}>
            Save what is read of it
          </button>
        </p>
      )}
    </div>
  );
}
