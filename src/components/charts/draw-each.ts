import { parseHTML } from "linkedom";

/** A width that a chart is drawn at, in pixels, and the class whose styles show it where it fits. */
export interface Size {
  readonly name: string;
  readonly width: number;
}

/** A chart at one of its widths. */
export interface Drawn {
  readonly size: Size;
  readonly drawing: Element;
}

export const columnSizes = [
  { name: "broad", width: 720 },
  { name: "narrow", width: 360 },
] as const;

/** Draws a chart at each of its widths while the site is built. */
export function drawEach<Of extends Size>(
  sizes: readonly Of[],
  draw: (size: Of, document: Document) => Element,
): Drawn[] {
  const { document } = parseHTML("<html><body></body></html>");
  return sizes.map((size) => ({ size, drawing: draw(size, document) }));
}
