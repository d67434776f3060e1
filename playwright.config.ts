import { defineConfig } from "@playwright/test";
import { findBrowser } from "./tests/site/browser.ts";

const port = Number(process.env.PORT ?? 4329);

export default defineConfig({
  testDir: "tests/site",
  fullyParallel: true,
  workers: 2,
  // Where many things share a machine, one more try; what needs it is listed as flaky, and is to be mended.
  retries: process.env.CI ? 1 : 0,
  // How long a test waits is no claim about speed: a busy machine may take its time.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  // One picture for every machine: how far machines may differ is said where pictures are compared.
  snapshotPathTemplate: "{testDir}/looks/{arg}{ext}",
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: await findBrowser(),
    // What is kept for reading without a network would come between a test and what it measures.
    serviceWorkers: "block",
  },
  webServer: {
    command: `npm run preview -- --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: !process.env.CI,
  },
});
