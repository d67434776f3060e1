import type { ComponentChildren } from "preact";

interface Props {
  readonly of: "keys" | "values" | "latent" | "rotary" | "rebuilt";
  readonly children: ComponentChildren;
}

/** A line of a legend: the tint a part is drawn in, and what the part is. */
export function Key({ of, children }: Props) {
  return (
    <span class="key">
      <i class={`swatch ${of}`} />
      {children}
    </span>
  );
}
