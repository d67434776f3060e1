import { effect } from "@preact/signals";
import { followPointer } from "./drag.ts";
import { inputs } from "./state.ts";

/**
 * `<byte-live>`: what was rendered when the page was built stays until an input differs from its
 * default; then the parts that follow the inputs are taken over.
 */
class ByteLive extends HTMLElement {
  #stop = () => {};
  #taken = false;

  connectedCallback() {
    const warm = () => import("./live.tsx");
    for (const cell of document.querySelectorAll(".cell:has([data-live])")) {
      cell.addEventListener("focusin", warm, { once: true });
      cell.addEventListener("pointerover", warm, { once: true });
    }
    const figure = document.querySelector<HTMLElement>("[data-live='block']");
    if (figure) followPointer(figure);
    this.#stop = effect(() => {
      const differs = inputs.some(({ value, initial }) => value.value !== initial);
      if (differs) this.#take();
    });
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #take() {
    if (this.#taken) return;
    this.#taken = true;
    const { mount } = await import("./live.tsx");
    mount(JSON.parse(this.querySelector("script")!.textContent!));
  }
}

customElements.define("byte-live", ByteLive);
