/** What makes a page live: takes over, in place, what was rendered when it was built. */
export interface Live {
  readonly mount: (root: ParentNode) => void;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const within = (target: EventTarget | null, what: string): boolean =>
  target instanceof Element && target.closest(`[data-live] :is(${what})`) !== null;

/** What is done by a click and leaves no value behind: buttons, and drawings that are explored. */
const clickable = "button, .explorable";
const touchable = `input, select, textarea, option, ${clickable}`;

const isRadio = (field: Field): field is HTMLInputElement => field.type === "radio";

function wasChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) return !field.selectedOptions[0]?.defaultSelected;
  if (isRadio(field)) return field.checked && !field.defaultChecked;
  return field.value !== field.defaultValue;
}

/** Says again what the reader did to a field before anything listened. */
function handOver(field: Field, value: string): void {
  if (isRadio(field)) {
    field.click();
    return;
  }
  if (field.type !== "file") field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Clicks again, at the same point. */
const clickAgain = ({ target, clientX, clientY }: MouseEvent) =>
  target?.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX, clientY }));

const touches = ["pointerover", "focusin", "input", "dragenter"] as const;

/**
 * Loads what makes a page live when the reader first reaches for one of its fields, buttons or drawings,
 * or at once when the address carries inputs; until then the page is as it was built and costs no script.
 * What was typed and clicked meanwhile is done once it is live. Returns a way to call it off. What
 * `mount` takes over last is the status of the inputs, which reads the address.
 */
export function whenTouched(load: () => Promise<Live>): () => void {
  const clicks: MouseEvent[] = [];
  const remember = (click: MouseEvent) => {
    if (within(click.target, clickable)) clicks.push(click);
  };
  const stop = () => {
    for (const touch of touches) document.removeEventListener(touch, listen);
  };
  const start = async () => {
    stop();
    const { mount } = await load();
    document.removeEventListener("click", remember);
    const fields = [
      ...document.querySelectorAll<Field>("[data-live] :is(input, select, textarea)"),
    ];
    const typed = fields.filter(wasChanged).map((field) => [field, field.value] as const);
    mount(document);
    for (const [field, value] of typed) handOver(field, value);
    clicks.forEach(clickAgain);
  };
  const listen = ({ target }: Event) => {
    if (within(target, touchable)) start();
  };
  document.addEventListener("click", remember);
  if (location.search !== "") start();
  else for (const touch of touches) document.addEventListener(touch, listen);
  return () => {
    stop();
    document.removeEventListener("click", remember);
  };
}
