/** What can be linked to though it has no id: cells and rows of tables, terms of formulas and workings. */
export const pointable =
  "tbody > tr > :is(td, th[scope=row]), .katex-html [data-term], .number[data-term]";
