import { defineConfig } from "@playwright/test";
import { engines } from "./engines.ts";
import type { Given } from "./smoke.ts";

const port = Number(process.env.PORT ?? 4329);

/** Firefox and WebKit where the machine has them; which are tried is said once, before the tests. */
const tried = engines.filter(({ program }) => program);
if (process.env.TEST_WORKER_INDEX === undefined)
  for (const { name, program, get } of engines)
    console.log(program ? `${name}: ${program}` : `${name} is not here and was not tried. ${get}`);

export default defineConfig<Given>({
  testDir: ".",
  workers: 1,
  timeout: 90_000,
  reporter: [["list"]],
  expect: { timeout: 10_000 },
  use: { baseURL: `http://localhost:${port}` },
  projects: tried.map(({ name }) => ({ name, use: { engine: name } })),
  ...(tried.length > 0 && {
    webServer: {
      command: `npm run preview -- --port ${port}`,
      cwd: "../..",
      url: `http://localhost:${port}/`,
      reuseExistingServer: !process.env.CI,
    },
  }),
});
