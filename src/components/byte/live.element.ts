/**
 * `<byte-live>`: the page stays as it was rendered when it was built until a reader comes to one of its
 * cells, or a link brings inputs. Then cells and status are taken over in place, and what was typed or
 * tapped in the meantime is done again.
 */
class ByteLive extends HTMLElement {
  #taking: Promise<void> | undefined;
  #taken = false;

  connectedCallback() {
    for (const cell of document.querySelectorAll(".cell:has([data-live])")) {
      for (const type of ["focusin", "pointerover"])
        cell.addEventListener(type, () => this.#take(), { once: true });
      // Before any other listener: one that is new may put the field back to what the address says.
      for (const type of ["input", "change", "click"])
        cell.addEventListener(type, (event) => this.#again(event), { capture: true });
    }
    if (location.search !== "") this.#take();
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
    this.#taking ??= import("./live.tsx").then(async ({ mount }) => {
      await mount(JSON.parse(this.querySelector("script")!.textContent!));
      this.#taken = true;
    });
    return this.#taking;
  }
}

customElements.define("byte-live", ByteLive);
