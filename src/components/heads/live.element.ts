import { effect } from "@preact/signals";
import type { parts } from "./live.tsx";
import { inputs } from "./state.ts";

const warm = () => import("./live.tsx");

/**
 * `<heads-live data-part="…">`: what was rendered when the page was built stays until an input differs
 * from its default; then the part is taken over. Being about to touch an input fetches what that takes.
 */
class HeadsLive extends HTMLElement {
  #stop = () => {};
  #taken = false;

  connectedCallback() {
    const cell = this.closest(".cell");
    cell?.addEventListener("focusin", warm, { once: true });
    cell?.addEventListener("pointerover", warm, { once: true });
    this.#stop = effect(() => {
      if (inputs.some(({ value, initial }) => value.value !== initial)) this.#take();
    });
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #take() {
    if (this.#taken) return;
    this.#taken = true;
    const { mount } = await warm();
    mount(this, this.dataset.part as keyof typeof parts);
  }
}

customElements.define("heads-live", HeadsLive);
