import type { AstroIntegration } from "astro";

/** A word of a card, and the ink it wears if it is a figure. */
interface Word {
  readonly word: string;
  readonly ink?: string;
}

export function cardOf(
  path: string,
  html: string,
): { kind: string; title: string; lines: readonly (readonly Word[])[] };

export default function cards(): AstroIntegration;
