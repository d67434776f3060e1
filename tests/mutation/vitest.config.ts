import { defineConfig } from "vitest/config";

/** The folder of src/lib whose mutants are judged: by its own tests, so that each can be tried in a moment. */
const folder = process.env.MUTATED_FOLDER;
if (folder === undefined) throw new Error("MUTATED_FOLDER must name a folder of src/lib");

export default defineConfig({
  test: {
    include: [`tests/unit/${folder}/**/*.test.ts`],
    setupFiles: ["tests/mutation/properties.ts"],
  },
});
