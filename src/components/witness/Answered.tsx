import { grouped, printBytes } from "../../lib/quantity/print.ts";
import type { ComparedFigure } from "../../lib/witness/compare.ts";
import { type Answer, addressable, asMarkdown, inWords, type Missed, sentence } from "./answer.ts";

const megabytes = (bytes: number) => printBytes(BigInt(bytes), "MB", 2);

/** What is going on between the press and the answer. */
export function Progress({ bytes, of }: { bytes?: number | undefined; of: number }) {
  const what =
    bytes === undefined
      ? "llama.cpp is at work"
      : `Downloading llama.cpp, ${megabytes(bytes)} of ${megabytes(of)}`;
  return (
    <p class="progress">
      {what} <progress aria-label={what} value={bytes} max={of} />
    </p>
  );
}

const Measured = ({ text }: { text: string }) => <span class="ink measured">{text}</span>;
const Computed = ({ text }: { text: string }) => <span class="ink computed">{text}</span>;

/** A buffer that was asked for in vain, beside the formula's bytes. */
function NotGiven({ missed: { bytes, cache, tooLarge } }: { missed: Missed }) {
  const text = `${grouped(bytes)} bytes`;
  return (
    <p class="witnessed" data-agrees={cache !== undefined}>
      llama.cpp asked for <Measured text={text} /> and did not get them:{" "}
      {tooLarge
        ? `this build can address ${printBytes(addressable, "GiB")} in all`
        : "the browser did not give as much"}
      .{" "}
      {cache ? (
        <>
          The formula gives <Computed text={text} /> for the {cache}, the same.
        </>
      ) : (
        "By the formula no cache takes as many."
      )}
    </p>
  );
}

function Given({ cache, alone }: { cache: ComparedFigure; alone: boolean }) {
  const { label, printed, computed, agrees } = cache;
  return (
    <p class="witnessed" data-agrees={agrees}>
      llama.cpp allocated {printed ? <Measured text={printed} /> : "nothing"}
      {!alone && ` for the ${label}`}. The formula gives{" "}
      {computed ? <Computed text={computed} /> : "nothing"},{" "}
      {agrees ? "the same" : "another figure"}.
    </p>
  );
}

function Verdict({ answer }: { answer: Answer }) {
  const { caches, missed } = answer;
  if (caches.length === 0 && missed) return <NotGiven missed={missed} />;
  if (caches.length === 0) {
    return (
      <p class="witnessed" data-agrees={false}>
        {sentence(answer)}
      </p>
    );
  }
  return (
    <>
      {caches.map((cache) => (
        <Given key={cache.label} cache={cache} alone={caches.length === 1} />
      ))}
      {missed && (
        <p class="note">
          It then asked for {grouped(missed.bytes)} bytes more, and did not get them.
        </p>
      )}
    </>
  );
}

/** The engine's own lines beside the formula, and the means to take them along. */
export function Answered({ answer, seconds }: { answer: Answer; seconds: number }) {
  const { question, version, evidence, log } = answer;
  const link = `${location.href.replace(/#.*$/, "")}#ask-llama-cpp`;
  return (
    <>
      <Verdict answer={answer} />
      <pre class="log">{evidence.join("\n")}</pre>
      <p class="note">
        {inWords(question)}. llama.cpp {version} as WebAssembly, one thread, {seconds.toFixed(1)} s.
        Its memory is free again.
      </p>
      <details>
        <summary>All {log.length} lines of the log</summary>
        <pre class="log">{log.join("\n")}</pre>
      </details>
      <copy-text data-from="asked-markdown">
        <button type="button">Copy as Markdown</button>
      </copy-text>
      <pre id="asked-markdown" hidden>
        {asMarkdown(answer, link)}
      </pre>
    </>
  );
}
