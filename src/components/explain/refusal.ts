import { told } from "./session.ts";
import { statements } from "./state.ts";

/** What a field is called. */
export const nameOf = (field: string): string =>
  field === "config"
    ? "the pasted config"
    : (statements[field as keyof typeof statements]?.label ?? field);

/** Why what is typed in a field cannot be used, where that is so. Reads signals. */
export function refusedText(field: string): string | undefined {
  const now = told.value;
  if (now === undefined || now.ok || now.field !== field) return undefined;
  const what = now.reason.charAt(0).toUpperCase() + now.reason.slice(1);
  return field === "figure" ? `${what}. Type it as it is printed, digits first.` : `${what}.`;
}
