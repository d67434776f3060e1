import { useComputed, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { KnownModel } from "../../explain/answer.ts";
import { models, search } from "./catalogue.ts";
import { pick } from "./choose.ts";

/** A search over the models of the catalogue: a combobox whose list narrows as one types. */
export function Catalogue() {
  const id = useId();
  const all = useSignal<readonly KnownModel[]>([]);
  const typed = useSignal("");
  const open = useSignal(false);
  const active = useSignal(-1);
  const failed = useSignal(false);
  const shown = useComputed(() => search(all.value, typed.value));

  const load = () =>
    models().then(
      (loaded) => {
        all.value = loaded;
        failed.value = false;
      },
      () => {
        failed.value = true;
      },
    );
  const show = () => {
    open.value = true;
    load();
  };
  const close = () => {
    open.value = false;
    active.value = -1;
  };
  const take = (model: KnownModel) => {
    typed.value = "";
    close();
    pick(model.id);
  };
  const move = (by: number) => {
    show();
    const { length } = shown.value;
    if (length === 0) return;
    const from = active.value < 0 && by < 0 ? 0 : active.value;
    active.value = (from + by + length) % length;
    document.getElementById(`${id}-${active.value}`)?.scrollIntoView({ block: "nearest" });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape" && open.value) close();
    else if (event.key === "Enter" && open.value) {
      const model = shown.value[Math.max(0, active.value)];
      if (model) take(model);
    } else return;
    event.preventDefault();
  };

  return (
    <div class="field model-search">
      <label for={id}>Search the catalogue</label>
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder="Qwen3, gpt-oss, Gemma …"
        aria-autocomplete="list"
        aria-expanded={open.value}
        aria-controls={`${id}-list`}
        aria-activedescendant={active.value < 0 ? undefined : `${id}-${active.value}`}
        value={typed.value}
        onClick={show}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          active.value = -1;
          show();
        }}
        onKeyDown={press}
        onBlur={close}
      />
      <div id={`${id}-list`} role="listbox" aria-label="Models" hidden={!open.value}>
        {open.value &&
          shown.value.map((model, place) => (
            <div
              key={model.id}
              id={`${id}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === active.value}
              onMouseDown={(event) => {
                event.preventDefault();
                take(model);
              }}
            >
              <span>{model.name}</span> <small>{model.repository}</small>
            </div>
          ))}
      </div>
      <p role="status" class={open.value && all.value.length > 0 ? "note" : "visually-hidden"}>
        {failed.value && "The models did not load; check the connection."}
        {open.value &&
          all.value.length > 0 &&
          (shown.value.length === 0
            ? "No model of that name here; paste its link instead."
            : `${shown.value.length} of ${all.value.length} models`)}
      </p>
    </div>
  );
}
