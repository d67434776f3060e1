import { batch } from "@preact/signals";
import { at, moved } from "./state.ts";

const onDrawing = ({ target }: Event): boolean =>
  target instanceof Element && target.closest("svg") !== null;

/** Values a pointer can choose from between zero and the edge of the drawing. */
const steps = 100;

/**
 * Moves the number under the pointer, and keeps to it while the button is held. A finger scrolls the
 * page; only where it taps does it move a number.
 */
export function followPointer(figure: HTMLElement): void {
  let held: number | undefined;

  const point = (event: MouseEvent) => {
    const svg = [...figure.querySelectorAll<SVGSVGElement>("svg")].find(
      (one) => one.getBoundingClientRect().width > 0,
    );
    if (!svg) return;
    const box = svg.getBoundingClientRect();
    const [left, right, top, bottom, span] = ["left", "right", "top", "bottom", "span"].map(
      (name) => Number(svg.dataset[name]),
    ) as [number, number, number, number, number];
    const across = ((event.clientX - box.left) / box.width - left) / (right - left);
    const down = ((event.clientY - box.top) / box.height - top) / (bottom - top);
    held ??= Math.min(at.max, Math.max(at.min, Math.floor(across * at.max) + 1));
    const value = Math.max(-1, Math.min(1, 1 - 2 * down)) * span;
    batch(() => {
      at.value.value = held!;
      moved.value.value = String(
        Number(((Math.round((value * steps) / span) * span) / steps).toPrecision(4)),
      );
    });
  };

  figure.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || !onDrawing(event)) return;
    figure.setPointerCapture(event.pointerId);
    held = undefined;
    point(event);
  });
  figure.addEventListener("click", (event) => {
    if ((event as PointerEvent).pointerType !== "touch" || !onDrawing(event)) return;
    held = undefined;
    point(event);
  });
  figure.addEventListener("pointermove", (event) => {
    if (figure.hasPointerCapture(event.pointerId)) point(event);
  });
}
