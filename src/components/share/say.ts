/** Tells the reader, beside what was pressed and to screen readers, how something went. */
export function say(beside: HTMLElement, text: string, shown = 2500): void {
  const note = document.createElement("span");
  note.className = "copied";
  note.role = "status";
  beside.append(note);
  requestAnimationFrame(() => {
    note.textContent = text;
  });
  setTimeout(() => note.remove(), shown);
}
