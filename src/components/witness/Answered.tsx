import { grouped, printBytes } from "../../lib/quantity/print.ts";
import "./answered.css";
import { type Answer, agrees, asMarkdown, evidence, inWords, sentence } from "./answer.ts";

const megabytes = (bytes: number) => printBytes(BigInt(bytes), "MB", 2);

/** What is going on between the press and the answer. */
export function Progress({ bytes, of }: { bytes: number; of: number }) {
  return (
    <p class="progress">
      {bytes < of ? (
        <label>
          Downloading llama.cpp, {megabytes(bytes)} of {megabytes(of)}{" "}
          <progress value={bytes} max={of} />
        </label>
      ) : (
        <label>
          llama.cpp is at work <progress />
        </label>
      )}
    </p>
  );
}

const Measured = ({ text }: { text: string }) => <span class="ink measured">{text}</span>;
const Computed = ({ text }: { text: string }) => <span class="ink computed">{text}</span>;

const verdict = (same: boolean) => (same ? ", the same" : ", another figure");

/** A buffer that was asked for in vain, beside the formula's bytes. */
function NotGiven({ answer }: { answer: Answer }) {
  const { bytes, computed, tooLarge } = answer.missed!;
  const why = tooLarge ? "this build can address 4 GiB in all" : "the browser did not give as much";
  return (
    <p class="witnessed" data-agrees={agrees(answer)}>
      llama.cpp asked for <Measured text={`${grouped(bytes)} bytes`} /> and did not get them: {why}.{" "}
      {computed === undefined ? (
        "No cache takes as many by the formula."
      ) : (
        <>
          The formula gives <Computed text={`${grouped(computed)} bytes`} />
          {verdict(true)}.
        </>
      )}
    </p>
  );
}

function Verdict({ answer }: { answer: Answer }) {
  const { compared, missed } = answer;
  if (compared.length === 0) {
    if (missed) return <NotGiven answer={answer} />;
    return (
      <p class="witnessed" data-agrees={false}>
        {sentence(answer)}
      </p>
    );
  }
  return (
    <>
      {compared.map(({ label, line, measured, computed }) => (
        <p class="witnessed" data-agrees={measured === computed} key={line}>
          llama.cpp allocated <Measured text={measured} />
          {compared.length > 1 && ` for the ${label}`}. The formula gives{" "}
          {computed ? <Computed text={computed} /> : "none"}
          {verdict(measured === computed)}.
        </p>
      ))}
      {missed && (
        <p class="note">
          It then asked for {grouped(missed.bytes)} bytes more to compute with, in vain.
        </p>
      )}
    </>
  );
}

/** The engine's own lines beside the formula, and the means to take them along. */
export function Answered({ answer, seconds }: { answer: Answer; seconds: number }) {
  const link = `${location.href.replace(/#.*$/, "")}#ask-llama-cpp`;
  return (
    <>
      <Verdict answer={answer} />
      <pre class="log">{evidence(answer).join("\n")}</pre>
      <p class="note">
        {inWords(answer.question)}. llama.cpp {answer.version} as WebAssembly, one thread,{" "}
        {seconds.toFixed(1)} s. Its memory is free again.
      </p>
      <details>
        <summary>All {answer.log.length} lines of the log</summary>
        <pre class="log">{answer.log.join("\n")}</pre>
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
