/** What a page loads once its button is pressed: to ask what the reader has set, or to cancel. */
export type Asking = () => Promise<{ press: (root: HTMLElement) => void }>;

/** Defines `<ask-llama-cpp>` for a page. Nothing is loaded for it until its button is pressed. */
export function askElement(load: Asking): void {
  class AskLlamaCpp extends HTMLElement {
    connectedCallback() {
      const button = this.querySelector("button")!;
      button.onclick = () =>
        load().then(
          ({ press }) => press(this),
          () => {
            this.querySelector(".asked")!.textContent = "This could not be loaded. Try again.";
          },
        );
    }
  }
  customElements.define("ask-llama-cpp", AskLlamaCpp);
}
