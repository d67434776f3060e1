import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { mix, type Pose } from "./pose.ts";

/** Milliseconds from one pose to the next. */
const duration = 420;

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
const ease = (part: number): number => 1 - (1 - part) ** 3;

/**
 * The pose on its way to the one that is asked for, starting where it stands. It jumps where the
 * reader wants no motion, and to a model with other query heads.
 */
export function useMoving(asked: Pose, first: Pose): Pose {
  const shown = useSignal(first);
  const key = JSON.stringify([asked.target, asked.box, asked.rotary]);
  useEffect(() => {
    const from = shown.peek();
    if (from.query.length !== asked.query.length || still()) {
      shown.value = asked;
      return;
    }
    const start = performance.now();
    let frame = requestAnimationFrame(step);
    function step(time: number) {
      const part = Math.min(1, Math.max(0, (time - start) / duration));
      shown.value = part === 1 ? asked : mix(from, asked, ease(part));
      if (part < 1) frame = requestAnimationFrame(step);
    }
    return () => cancelAnimationFrame(frame);
  }, [key]);
  return shown.value;
}
