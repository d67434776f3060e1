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

function wasChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) return !field.selectedOptions[0]?.defaultSelected;
  if (field.type === "radio") return field.matches(":checked:not([checked])");
  return field.value !== field.defaultValue;
}

/** Says again what the reader did to a field before anything listened. */
function handOver(field: Field, value: string): void {
  if (field.type !== "file") field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

const clickAgain = (click: MouseEvent) =>
  click.target?.dispatchEvent(new PointerEvent("click", click));

const touches = ["pointerover", "focusin", "input", "dragenter"] as const;

/**
 * Loads what makes a page live when the reader first reaches for one of its fields, buttons or drawings,
 * or at once when the address carries inputs; until then the page is as it was built and costs no script.
 * What was typed and clicked meanwhile is done once it is live, and the document then says so in its
 * class. What `mount` takes over last is the status of the inputs, which reads the address. A load that
 * fails is tried again at the next touch. Returns what makes the page live now, for who has to know its
 * inputs.
 */
export function whenTouched(load: () => Promise<Live>): () => Promise<void> {
  const clicks: MouseEvent[] = [];
  const remember = (click: MouseEvent) => {
    if (within(click.target, clickable)) clicks.push(click);
  };
  const become = async () => {
    const { mount } = await load();
    for (const touch of touches) document.removeEventListener(touch, listen);
    document.removeEventListener("click", remember);
    const fields = [
      ...document.querySelectorAll<Field>("[data-live] :is(input, select, textarea)"),
    ];
    const typed = fields.filter(wasChanged).map((field) => [field, field.value] as const);
    mount(document);
    for (const [field, value] of typed) handOver(field, value);
    clicks.forEach(clickAgain);
    document.documentElement.classList.add("live");
  };
  let becoming: Promise<void> | undefined;
  const start = () => {
    becoming ??= become().catch((error) => {
      becoming = undefined;
      throw error;
    });
    return becoming;
  };
  const listen = ({ target }: Event) => {
    if (within(target, touchable)) start();
  };
  document.addEventListener("click", remember);
  for (const touch of touches) document.addEventListener(touch, listen);
  if (location.search !== "") start();
  return start;
}
