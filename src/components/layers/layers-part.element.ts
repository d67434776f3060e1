import { effect } from "@preact/signals";
import { follows, type Part } from "./state.ts";

/**
 * `<layers-part>` around what follows some inputs: what was rendered when the page was built stays
 * until one of them differs from its default; then the part is taken over.
 */
class LayersPart extends HTMLElement {
  #stop = () => {};
  #taken = false;

  connectedCallback() {
    const part = this.dataset.part as Part;
    this.#stop = effect(() => {
      const differs = follows[part].some(({ value, initial }) => value.value !== initial);
      if (differs) this.#take(part);
    });
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #take(part: Part) {
    if (this.#taken) return;
    this.#taken = true;
    const { mount } = await import("./live.tsx");
    mount(part, this);
  }
}

customElements.define("layers-part", LayersPart);
