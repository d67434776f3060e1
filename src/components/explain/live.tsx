import { effect } from "@preact/signals";
import { Spoken } from "../cells/Spoken.tsx";
import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { changed } from "../state/link.ts";
import { type Example, Examples } from "./Examples.tsx";
import { Question } from "./Question.tsx";
import { Reply, spoken } from "./Reply.tsx";
import { ahead, answer, configText } from "./session.ts";
import { inputs, typedNow } from "./state.ts";
import { Table } from "./Table.tsx";
import { Take } from "./Take.tsx";

/** What the page was built with. */
export interface Offered {
  readonly examples: readonly Example[];
  /** A table to try, as Markdown. */
  readonly table: string;
}

interface Given {
  readonly known: Offered;
}

/** The parts of the page that follow its inputs, by the name their place has. */
const parts = {
  question: Question,
  examples: ({ known }: Given) => <Examples examples={known.examples} />,
  reply: Reply,
  take: Take,
  spoken: () => <Spoken text={spoken} />,
  table: ({ known }: Given) => <Table example={known.table} />,
  status: () => <InputsStatus inputs={inputs as never} />,
};

/** Answers whatever is asked from the first change on; the page's own question is answered in it. */
function follow(): void {
  let asked = false;
  effect(() => {
    const typed = typedNow();
    const config = configText.value;
    asked ||= changed(inputs as never).length > 0 || config !== "";
    if (asked) answer(typed, config);
  });
}

export const mount = takeOver(parts, () => {
  follow();
  if (document.activeElement?.closest("[data-live='question']")) ahead();
});
