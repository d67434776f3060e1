import { effect } from "@preact/signals";
import { inputs } from "./state.ts";

/**
 * `<byte-live>`: the cells stay as they were rendered when the page was built until a reader comes to
 * one of them, or a link brings other inputs. Then they are taken over in place, and what was typed
 * or tapped in the meantime is done again.
 */
class ByteLive extends HTMLElement {
  #stop = () => {};
  #taking: Promise<void> | undefined;
  #taken = false;

  connectedCallback() {
    for (const cell of document.querySelectorAll(".cell:has([data-live])")) {
      for (const type of ["focusin", "pointerover"])
        cell.addEventListener(type, () => this.#take(), { once: true });
      for (const type of ["input", "change", "click"])
        cell.addEventListener(type, (event) => this.#again(event));
    }
    this.#stop = effect(() => {
      if (inputs.some(({ value, initial }) => value.value !== initial)) this.#take();
    });
  }

  disconnectedCallback() {
    this.#stop();
  }

  #again(event: Event) {
    const target = event.target as HTMLInputElement;
    const { value } = target;
    if (this.#taken || (event.type === "click" && !target.closest("svg"))) return;
    this.#take().then(() => {
      target.value = value;
      target.dispatchEvent(new PointerEvent(event.type, event));
    });
  }

  #take(): Promise<void> {
    this.#taking ??= import("./live.tsx").then(({ mount }) => {
      mount(JSON.parse(this.querySelector("script")!.textContent!));
      this.#taken = true;
    });
    return this.#taking;
  }
}

customElements.define("byte-live", ByteLive);
