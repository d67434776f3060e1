import type { ComponentChildren } from "preact";

interface Props {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A region that scrolls sideways where its table is wider than the page, by keyboard too. */
export function Scrolls({ label, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a section in a cell would be styled as one
    <div class="scrolls" tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
