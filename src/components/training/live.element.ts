import { whenTouched } from "../live/touched.ts";

/** `<training-live>`: once the reader touches a field, the article follows its inputs. */
class TrainingLive extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = whenTouched(() => import("./live.tsx"));
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("training-live", TrainingLive);
