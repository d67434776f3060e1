import { whenTouched } from "../live/touched.ts";

/** `<fit-live>`: once the reader touches a field, the article follows its inputs. */
class FitLive extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = whenTouched(() => import("./live.tsx"));
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("fit-live", FitLive);
