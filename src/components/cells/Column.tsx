import type { ComponentChildren } from "preact";

interface Props {
  /** Whether the column holds numbers, which are set to the right. */
  readonly number?: boolean;
  readonly children: ComponentChildren;
}

/** The head of a table's column. */
export const Column = ({ number, children }: Props) => (
  <th scope="col" class={number ? "number" : undefined}>
    {children}
  </th>
);
