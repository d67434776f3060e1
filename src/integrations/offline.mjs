import { fileURLToPath } from "node:url";
import { build } from "vite";
import { hashed } from "../delivery/headers.ts";
import { contentsOf } from "../offline/contents.ts";

const worker = fileURLToPath(new URL("../offline/service-worker.ts", import.meta.url));

/** Writes the worker that serves the built site without a network. */
export default function offline() {
  return {
    name: "offline",
    hooks: {
      "astro:build:done": async ({ dir }) => {
        const root = fileURLToPath(dir);
        await build({
          configFile: false,
          logLevel: "error",
          publicDir: false,
          define: {
            contents: JSON.stringify(await contentsOf(root, hashed.folder)),
            hashedFolder: JSON.stringify(hashed.folder),
          },
          build: {
            outDir: root,
            emptyOutDir: false,
            rolldownOptions: {
              input: worker,
              output: { format: "iife", entryFileNames: "service-worker.js" },
            },
          },
        });
      },
    },
  };
}
