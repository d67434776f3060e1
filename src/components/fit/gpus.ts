const names = import.meta.glob<string>("../../content/gpus/*.json", {
  eager: true,
  import: "name",
});

/** GPUs of the catalogue by the name of their file. */
export const gpus: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(names).map(([path, name]) => [/([^/]+)\.json$/.exec(path)![1]!, name]),
);
