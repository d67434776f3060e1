import { nameOf } from "./refusal.ts";
import { engine, failed, told } from "./session.ts";

/** Leaves what stands in an element as the page was built with it. */
const asBuilt = { __html: "" };

/** The answer, or why there is none; until something is asked the one that the page was built with. */
export function Reply() {
  const now = told.value;
  const View = engine.value?.AnswerView;
  return (
    <>
      {failed.value !== "" && (
        <p class="refused" role="alert">
          {failed}
        </p>
      )}
      {now !== undefined && !now.ok ? (
        <p class="none" data-refused={now.field}>
          No answer yet: see what is said at <em>{nameOf(now.field)}</em>. Everything you typed is
          kept.
        </p>
      ) : now?.ok && View ? (
        <View answer={now.answer} />
      ) : (
        <div dangerouslySetInnerHTML={asBuilt} />
      )}
    </>
  );
}

/** The answer in a sentence, for those who listen. Reads signals. */
export function spoken(): string {
  const now = told.value;
  if (!now?.ok) return "";
  const { figure, verdictText, groups } = now.answer;
  const [first] = groups.flatMap(({ members }) => members);
  const how = first?.steps.map(({ assumption, used }) => `${assumption} ${used}`).join(", ");
  return `${figure}: ${verdictText}${how ? `; first, ${how}` : ""}.`;
}
