import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { grouped } from "../../lib/quantity/print.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { configText } from "./session.ts";
import * as state from "./state.ts";
import type * as Engine from "./table-engine.ts";
import { usePasted } from "./usePasted.ts";

interface Props {
  /** A table to try, as Markdown. */
  readonly example: string;
}

type Loaded = typeof Engine;
type Typed = Parameters<Loaded["explainTable"]>[1];

/** Milliseconds without a change before work on a table starts over. */
const settling = 150;

/** A whole table, pasted: every figure explained while the page stays free. */
export function Table({ example }: Props) {
  const { text, note, set } = usePasted(state.table);
  const progress = useSignal<Engine.Progress | undefined>(undefined);
  const engine = useSignal<Loaded | undefined>(undefined);
  const problem = useSignal("");
  const running = useRef<AbortController | undefined>(undefined);

  const work = async (pasted: string, reading: string, typed: Typed, config: string) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    problem.value = "";
    if (pasted.trim() === "") {
      progress.value = undefined;
      return;
    }
    try {
      await new Promise((done) => setTimeout(done, settling));
      const loaded = await import("./table-engine.ts");
      if (mine.signal.aborted || running.current !== mine) return;
      engine.value = loaded;
      const tell = (now: Engine.Progress) => {
        if (running.current === mine) progress.value = now;
      };
      const said = await loaded.explainTable(pasted, typed, config, reading, tell, mine.signal);
      if (running.current !== mine) return;
      problem.value = said ?? "";
      if (said !== undefined && !progress.value?.read) progress.value = undefined;
    } catch (error) {
      if (running.current === mine)
        problem.value = `The table could not be worked on: ${(error as Error).message}`;
    }
  };

  useSignalEffect(() => {
    const pasted = text.value;
    const reading = state.reading.value.value;
    work(pasted, reading, state.besidesFigure(), configText.value);
  });

  /** Cells copied from a web page come as HTML too, which keeps what is a cell. */
  const paste = (event: ClipboardEvent) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const plain = event.clipboardData?.getData("text/plain") ?? "";
    const field = event.currentTarget as HTMLTextAreaElement;
    const replacesAll =
      field.value.trim() === "" || field.selectionEnd - field.selectionStart === field.value.length;
    if (!/<table[\s>]/i.test(html) || plain.includes("|") || !replacesAll) return;
    event.preventDefault();
    Promise.all([import("./html-table.ts"), import("../../lib/tables/text-table.ts")]).then(
      ([{ htmlTable }, { printMarkdown }]) => {
        const found = htmlTable(html);
        set(found ? printMarkdown(found) : plain);
      },
    );
  };

  const now = progress.value;
  const View = engine.value?.TableView;
  const part = now ? Math.round((100 * now.rows) / Math.max(1, now.read.rows)) : 0;
  return (
    <div class="table-tool">
      <p class="text-field">
        <label for="field-table">
          The table: Markdown, HTML, or cells copied from a sheet or a web page
        </label>
        <textarea
          id="field-table"
          rows={6}
          spellcheck={false}
          value={text.value}
          aria-invalid={problem.value !== ""}
          aria-describedby={problem.value === "" ? undefined : "field-table-refused"}
          onPaste={paste}
          onInput={(event) => set(event.currentTarget.value)}
        />
        {problem.value !== "" && (
          <span class="refused" id="field-table-refused" role="alert">
            {problem}
          </span>
        )}
        {note.value !== "" && <span class="hint">{note}</span>}
      </p>
      <p class="copies needs-script">
        <button type="button" onClick={() => set(example)}>
          Take the table this site began with
        </button>
        {text.value !== "" && (
          <button type="button" onClick={() => set("")}>
            Clear
          </button>
        )}
      </p>
      {now && !now.done && (
        <p class="progress">
          <progress max={100} value={part} aria-label="Rows explained" /> row {grouped(now.rows)} of{" "}
          {grouped(now.read.rows)}{" "}
          <button type="button" onClick={() => running.current?.abort()}>
            Stop here
          </button>
        </p>
      )}
      {now && View && <View progress={now} />}
      <Spoken text={() => progress.value?.summary[0] ?? ""} />
    </div>
  );
}
