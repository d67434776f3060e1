import { type ComponentType, h, render } from "preact";
import { type PartName, parts } from "./parts.tsx";

/** Takes over what was rendered when the page was built, in place; the status, which is last, reads the address. */
export function mount(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-live]")) {
    const part: ComponentType = parts[place.dataset.live as PartName];
    render(h(part, {}), place);
  }
}
