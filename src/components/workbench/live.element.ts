import { whenTouched } from "../live/touched.ts";
import { askElement } from "../witness/ask.element.ts";

/** `<workbench-live>`: once the reader touches a field, the workbench follows its inputs. */
class WorkbenchLive extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = whenTouched(() => import("./live.tsx"));
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("workbench-live", WorkbenchLive);
askElement(() => import("./ask.ts"));
