import { effect } from "@preact/signals";
import { current } from "./planned.ts";

/** Draws the curve again once the set-up has changed; the drawing library comes with the first. */
export function follow(root: ParentNode): void {
  const built = current.peek();
  let latest = 0;
  let moved = false;
  effect(() => {
    moved ||= current.value !== built;
    if (!moved) return;
    const turn = ++latest;
    import("./curve.ts").then(({ drawCurve }) => {
      if (turn === latest) drawCurve(root);
    });
  });
}
