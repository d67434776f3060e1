import { onceChanged } from "../state/live.ts";
import { inputsOf } from "./state.ts";

/**
 * `<model-live>` around a model's page: what was rendered when it was built stays until an input
 * differs from its default; then the parts that follow the inputs are taken over.
 */
class ModelLive extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    const warm = () => import("./live.tsx");
    const inputs = this.querySelector("astro-island .inputs")?.closest("astro-island");
    inputs?.addEventListener("focusin", warm, { once: true });
    inputs?.addEventListener("pointerover", warm, { once: true });
    this.#stop = onceChanged(inputsOf(true) as never, () => this.#take());
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #take() {
    const { mount } = await import("./live.tsx");
    mount(this, JSON.parse(this.querySelector("script[type='application/json']")!.textContent!));
  }
}

customElements.define("model-live", ModelLive);
