import { type ComponentChild, render } from "preact";
import { Answered, Progress } from "./Answered.tsx";
import { answerOf, asked, sentence } from "./answer.ts";
import { log } from "./engine.ts";
import type { Question } from "./question.ts";

let running: AbortController | undefined;

/** Why there is no answer, in words for the reader. */
function told(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "Cancelled. The engine is stopped and its memory free.";
  const reason = error instanceof Error ? error.message : String(error);
  return error instanceof RangeError
    ? `Not asked: ${reason}.`
    : `llama.cpp could not be asked: ${reason}.`;
}

/** Asks, or cancels what is being asked: one button does both, so that it keeps the focus. */
export async function pressed(
  root: HTMLElement,
  ask: () => Question | Promise<Question>,
): Promise<void> {
  if (running) return running.abort();
  running = new AbortController();
  const { signal } = running;
  const button = root.querySelector("button")!;
  const place = root.querySelector(".asked")!;
  const said = root.querySelector("[role='status']")!;
  const of = Number(root.dataset.bytes);
  const show = (view: ComponentChild) => render(view, place);
  const idle = button.textContent;
  const started = performance.now();
  button.textContent = "Cancel";
  said.textContent = "";
  show(<Progress of={of} />);
  try {
    const question = await ask();
    const { file, settings } = asked(question);
    const lines = await log(file, settings, signal, (bytes) => {
      if (!signal.aborted) show(<Progress bytes={bytes} of={of} />);
    });
    const answer = answerOf(question, root.dataset.version!, lines);
    show(<Answered answer={answer} seconds={(performance.now() - started) / 1000} />);
    said.textContent = sentence(answer);
  } catch (error) {
    const why = told(error, signal);
    show(<p class="note">{why}</p>);
    said.textContent = why;
  } finally {
    running = undefined;
    button.textContent = idle;
  }
}
