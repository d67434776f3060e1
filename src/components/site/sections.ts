/** The sections of an article, read from its source, where each has its id and title. */
export const sectionsOf = (source: string): { id: string; title: string }[] => [
  ...[...source.matchAll(/<Section id="([^"]+)" title="([^"]+)"/g)].map(([, id, title]) => ({
    id: id!,
    title: title!,
  })),
  ...(source.includes("<References ") ? [{ id: "references", title: "References" }] : []),
];
