import { effect } from "@preact/signals";
import { now } from "../set-up.ts";
import { subjectFor } from "./catalogue.ts";
import { model, problem, subject } from "./chosen.ts";

/** Fetches the model that the inputs name whenever they name another; the earlier one stays until it is read. */
export function followModel(): void {
  const first = subject.peek();
  let latest = 0;
  effect(() => {
    const turn = ++latest;
    problem.value = "";
    if (model.value.value === model.initial) {
      subject.value = first;
      return;
    }
    subjectFor(now).then(
      (found) => {
        if (turn === latest) subject.value = found;
      },
      (error: Error) => {
        if (turn === latest)
          problem.value = `${error.message}; still using ${subject.peek().name}.`;
      },
    );
  });
}
