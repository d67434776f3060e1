import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { overHttp, overMarionette, type Session } from "./web-driver.ts";

/** A browser that is running, and what it wrote to its console, where it tells. */
export interface Running {
  readonly session: Session;
  /** Errors of pages since it was last asked, or undefined where the engine keeps them to itself. */
  readonly errors?: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

export interface Engine {
  readonly name: "Firefox" | "WebKit";
  readonly program: string | undefined;
  /** How to get one where there is none. */
  readonly get: string;
  readonly start: (program: string, options: { scripts: boolean }) => Promise<Running>;
}

const onPath = (names: readonly string[]): string | undefined =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));

/** Asks again until there is an answer; a program that has ended gives none. */
async function patiently<T>(program: ChildProcess, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (program.exitCode !== null) throw error;
      await wait(50);
    }
  }
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exit = new Promise((resolve) => program.once("exit", resolve));
  program.kill("SIGKILL");
  await exit;
}

const firefoxSettings = (scripts: boolean) => ({
  "marionette.port": 0,
  "javascript.enabled": scripts,
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
});

/** Lets a window be as narrow as a telephone. */
const anyWidth = `document.documentElement.style.setProperty("min-width", "0", "important");`;

const tellErrors = `
  const told = Services.console.getMessageArray()
    .filter((said) => said instanceof Ci.nsIScriptError && /^https?:/.test(said.sourceName))
    .filter((said) => !(said.flags & Ci.nsIScriptError.warningFlag))
    .map((said) => said.errorMessage + " (" + said.sourceName + ")");
  Services.console.reset();
  return told;`;

async function startFirefox(program: string, { scripts }: { scripts: boolean }): Promise<Running> {
  const profile = await mkdtemp(join(tmpdir(), "firefox-"));
  const settings = Object.entries(firefoxSettings(scripts))
    .map(([name, value]) => `user_pref("${name}", ${value});\n`)
    .join("");
  await writeFile(join(profile, "user.js"), settings);
  const options = [
    "--headless",
    "--marionette",
    "-remote-allow-system-access",
    "--no-remote",
    "--profile",
    profile,
  ];
  const firefox = spawn(program, options, { stdio: "ignore" });
  const session = await patiently(firefox, async () =>
    overMarionette(Number(await readFile(join(profile, "MarionetteActivePort"), "utf8"))),
  );
  const askBrowser = async (script: string) => {
    await session.ask("POST /moz/context", { value: "chrome" });
    const told = await session.ask("POST /execute/sync", { script, args: [] });
    await session.ask("POST /moz/context", { value: "content" });
    return told;
  };
  await askBrowser(anyWidth);
  return {
    session,
    errors: async () => (await askBrowser(tellErrors)) as string[],
    stop: async () => {
      session.end();
      await ended(firefox);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A screen for a browser that has to draw on one: the one there is, else one that nobody sees. */
async function screen(): Promise<{ env: NodeJS.ProcessEnv; close: () => Promise<void> }> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (DISPLAY || WAYLAND_DISPLAY || process.platform !== "linux")
    return { env: process.env, close: async () => {} };
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1200x24"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once("error", reject);
    server.stdout!.once("data", (text) => resolve(String(text).trim()));
  });
  return {
    env: { ...process.env, DISPLAY: `:${number}` },
    close: () => ended(server),
  };
}

const miniBrowser = ["4.1", "4.0", "6.0"]
  .flatMap((version) => [
    `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
    `/usr/lib/aarch64-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
    `/usr/libexec/webkit2gtk-${version}/MiniBrowser`,
    `/usr/lib/webkit2gtk-${version}/MiniBrowser`,
  ])
  .find((file) => existsSync(file));

async function startWebKit(program: string, { scripts }: { scripts: boolean }): Promise<Running> {
  const { env, close } = await screen();
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`], { env, stdio: "ignore" });
  const args = ["--automation", `--enable-javascript-markup=${scripts}`];
  const capabilities = miniBrowser
    ? { "webkitgtk:browserOptions": { binary: miniBrowser, args } }
    : { browserName: "safari" };
  const session = await patiently(driver, () => overHttp(`http://127.0.0.1:${port}`, capabilities));
  return {
    session,
    stop: async () => {
      await session.end();
      await ended(driver);
      await close();
    },
  };
}

export const engines: readonly Engine[] = [
  {
    name: "Firefox",
    program:
      onPath(["firefox", "firefox-esr"]) ??
      ["/Applications/Firefox.app/Contents/MacOS/firefox"].find((file) => existsSync(file)),
    get: "Debian: apt-get install firefox-esr",
    start: startFirefox,
  },
  {
    name: "WebKit",
    program: miniBrowser ? onPath(["WebKitWebDriver"]) : onPath(["safaridriver"]),
    get: "Debian: apt-get install webkit2gtk-driver xvfb; macOS: safaridriver --enable",
    start: startWebKit,
  },
];
