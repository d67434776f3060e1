import { growing, tokens } from "./state.ts";

/** How long growing takes, in milliseconds: slow for the first tokens, then faster and faster. */
const growth = 5000;

/** The tokens after a part of the time: the same factor more in every moment. */
const after = (part: number, of: number): number => Math.min(of, Math.round(of ** part));

let latest = 0;

/** Lets the block grow from its first token to all of them; an input that moves meanwhile ends it. */
export function grow(): void {
  const turn = ++latest;
  const goal = tokens.value.value;
  const started = performance.now();
  growing.value = 1;
  const step = (now: number) => {
    if (turn !== latest || growing.value === undefined) return;
    const part = (now - started) / growth;
    const done = part >= 1 || tokens.value.value !== goal;
    growing.value = done ? undefined : after(Math.max(0, part), goal);
    if (!done) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
