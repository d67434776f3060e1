import { defineConfig } from "vitest/config";

/** The tests that judge mutants of the library: those that call it in their own process. */
export default defineConfig({
  test: {
    include: [
      "tests/unit/{quantity,formula,memory,architecture,engines,audit,plan,source,witness,tables}/**/*.test.ts",
      "tests/evidence/**/*.test.ts",
    ],
    exclude: ["tests/evidence/witness.test.ts"],
  },
});
