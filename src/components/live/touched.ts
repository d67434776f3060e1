/** What makes a page live: takes over, in place, what was rendered when it was built. */
export interface Live {
  readonly mount: (root: ParentNode) => void;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isField = (target: EventTarget | null): target is Field =>
  target instanceof Element && target.matches("[data-live] :is(input, select, textarea, option)");

const wasChanged = (field: Field): boolean =>
  field instanceof HTMLSelectElement
    ? !field.selectedOptions[0]?.defaultSelected
    : field.value !== field.defaultValue;

/** Says again what the reader did to a field before anything listened. */
function handOver(field: Field, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

const touches = ["pointerover", "focusin", "input"] as const;

/**
 * Loads what makes a page live when the reader first points at, focuses or changes one of its fields, or
 * at once when the address carries inputs; until then the page is as it was built and costs no script.
 * Returns a way to call it off. What `mount` takes over last is the status of the inputs, which reads the
 * address.
 */
export function whenTouched(load: () => Promise<Live>): () => void {
  const stop = () => {
    for (const touch of touches) document.removeEventListener(touch, listen);
  };
  const start = async () => {
    stop();
    const { mount } = await load();
    const fields = [
      ...document.querySelectorAll<Field>("[data-live] :is(input, select, textarea)"),
    ];
    const typed = fields.filter(wasChanged).map((field) => [field, field.value] as const);
    mount(document);
    if (location.search === "") for (const [field, value] of typed) handOver(field, value);
  };
  const listen = ({ target }: Event) => {
    if (isField(target)) start();
  };
  if (location.search !== "") start();
  else for (const touch of touches) document.addEventListener(touch, listen);
  return stop;
}
