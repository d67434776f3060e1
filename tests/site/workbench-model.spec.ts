import { expect, type Page, type Route, test } from "@playwright/test";
import { header, llama, llamaGguf, safetensorsStart } from "../unit/source/files.ts";

const workbench = "/workbench/";
const name = (page: Page) => page.locator(".chosen-model");
const summary = (page: Page) => page.locator(".model-picker > .note").first();
const said = (page: Page) => page.locator(".model-said");
const query = (page: Page) => new URL(page.url()).searchParams;

/** Opens the page and makes it live: the combobox opens only once it is. */
async function open(page: Page, search = "") {
  await page.goto(`${workbench}${search}`);
  await expect(async () => {
    await page.getByRole("combobox", { name: "Search the catalogue" }).click();
    await expect(page.locator(".model-search [role=option]").first()).toBeVisible({
      timeout: 1000,
    });
  }).toPass();
  await page.keyboard.press("Escape");
}

const tokens = (page: Page) => page.getByRole("spinbutton", { name: "Requests at once" });

/** Sets another input, which has to stay whatever is done with the model. */
async function withRequests(page: Page) {
  await tokens(page).fill("7");
  await expect.poll(() => query(page).get("n")).toBe("7");
}

const files = "Paste or drop a config.json, a GGUF or safetensors";
async function openFiles(page: Page) {
  await page.getByText(files).click();
}
const paste = (page: Page, text: string) =>
  page.getByLabel("config.json or params.json, pasted or dropped here").fill(text);

/** Drops files on the page as a browser does. */
async function drop(page: Page, given: readonly { name: string; bytes: Uint8Array }[]) {
  const parts = given.map(({ name, bytes }) => ({
    name,
    text: Buffer.from(bytes).toString("base64"),
  }));
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, text } of all)
      transfer.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
    return transfer;
  }, parts);
  await page.dispatchEvent(".model-picker", "dragover", { dataTransfer: data });
  await page.dispatchEvent(".model-picker", "drop", { dataTransfer: data });
}

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test("a model is picked by search and keyboard, and its link restores it", async ({ page }) => {
  await open(page);
  await withRequests(page);
  const search = page.getByRole("combobox", { name: "Search the catalogue" });
  await search.fill("gpt oss 120");
  await expect(page.locator(".model-search [role=option]")).toHaveCount(1);
  await search.press("ArrowDown");
  await expect(page.locator(".model-search [role=option]")).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await search.press("Enter");
  await expect(name(page)).toHaveText("gpt-oss 120B");
  await expect.poll(() => query(page).get("model")).toBe("gpt-oss-120b");
  await page.reload();
  await expect(name(page)).toHaveText("gpt-oss 120B");
  await expect(tokens(page)).toHaveValue("7");
});

test("a config is pasted, nested too, and its link restores it", async ({ page }) => {
  await open(page);
  await openFiles(page);
  const nested = { model_type: "llava", text_config: llama, vision_config: { image_size: 448 } };
  await paste(page, JSON.stringify(nested));
  await expect(name(page)).toContainText("llava");
  await expect(summary(page)).toContainText("16 layers, all full");
  await expect.poll(() => query(page).get("config")?.length ?? 0).toBeGreaterThan(50);
  await page.reload();
  await expect(summary(page)).toContainText("16 layers, all full");
});

test("a GGUF is dropped, of which only the header is there to read", async ({ page }) => {
  await open(page);
  const { header: start, zeros } = llamaGguf();
  const bytes = new Uint8Array(start.length + Number(zeros));
  bytes.set(start);
  await drop(page, [{ name: "little.gguf", bytes }]);
  await expect(name(page)).toHaveText("Little llama");
  await expect.poll(() => query(page).get("layers")).toContain("full.16.8.64");
});

test("weights ask for their config, and take it", async ({ page }) => {
  await open(page);
  await drop(page, [{ name: "model.safetensors", bytes: safetensorsStart(header) }]);
  await expect(said(page)).toContainText("drop or paste it too");
  await expect(name(page)).toHaveText("Llama 3.1 8B");
  await drop(page, [{ name: "config.json", bytes: text(llama) }]);
  await expect(summary(page)).toContainText("3,000 parameters");
});

test("layers are typed, and their link restores them", async ({ page }) => {
  await open(page);
  await page.getByText("Type the layers by hand").click();
  await page.getByLabel("Layers, row 1", { exact: true }).fill("10");
  await expect(name(page)).toHaveText("Typed by hand");
  await page.getByRole("button", { name: "Add a row" }).click();
  await page.getByLabel("Kind, row 2").selectOption("window");
  await page.getByLabel("Window, row 2").fill("1024");
  await expect(summary(page)).toContainText("42 layers: 10 full, 32 sliding 1,024");
  await page.getByLabel("Parameters, if known").fill("1,000,000");
  await page.getByLabel("Parameters, if known").press("Tab");
  await expect.poll(() => query(page).get("layers")).toContain("parameters.1000000");
  await page.getByLabel("Layers, row 1", { exact: true }).fill("-3");
  await expect(said(page).getByRole("alert")).toContainText("row 1, Layers");
  await expect(summary(page)).toContainText("42 layers");
  await page.reload();
  await expect(summary(page)).toContainText("42 layers: 10 full, 32 sliding 1,024");
});

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "access-control-expose-headers": "*",
};

/** A hub that holds files of one repository. */
async function serveHub(page: Page, held: Readonly<Record<string, Uint8Array>>) {
  const asked: string[] = [];
  await page.route("https://huggingface.co/**", async (route: Route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers: cors });
    asked.push(pathname);
    if (pathname.startsWith("/api/models/"))
      return route.fulfill({
        headers: cors,
        json: Object.entries(held).map(([path, { length: size }]) => ({
          type: "file",
          path,
          size,
        })),
      });
    const bytes = held[pathname.split("/resolve/")[1]!.split("/").slice(1).join("/")]!;
    const range = (await request.headerValue("range"))
      ?.replace("bytes=", "")
      .split("-")
      .map(Number);
    const [from, to] = range ? [range[0]!, range[1]! + 1] : [0, bytes.length];
    return route.fulfill({
      status: range ? 206 : 200,
      headers: { ...cors, etag: '"1"', "content-range": `bytes ${from}-${to - 1}/${bytes.length}` },
      body: Buffer.from(bytes.slice(from, to)),
    });
  });
  return asked;
}

async function ask(page: Page, link: string) {
  await page.getByLabel("Hugging Face link or id").fill(link);
  await page.getByRole("button", { name: "Fetch", exact: true }).click();
}

test("a link is fetched when the reader presses, also when it came in the address", async ({
  page,
}) => {
  const asked = await serveHub(page, { "config.json": text(llama) });
  await open(page);
  await ask(page, "https://huggingface.co/org/little/blob/v2/config.json?x=1#L3");
  await expect(name(page)).toHaveText("org/little");
  await expect.poll(() => query(page).get("hub")).toBe("org/little@v2:config.json");
  const before = asked.length;
  await page.reload();
  await expect(said(page)).toContainText("Nothing has been fetched yet");
  await expect(name(page)).toHaveText("Llama 3.1 8B");
  expect(asked).toHaveLength(before);
  await page.getByRole("button", { name: "Fetch it from huggingface.co" }).click();
  await expect(name(page)).toHaveText("org/little");
});

test("a repository of GGUF files gives them to choose from", async ({ page }) => {
  const { header: start, zeros } = llamaGguf();
  const bytes = new Uint8Array(start.length + Number(zeros));
  bytes.set(start);
  await serveHub(page, { "m-Q4_K_M.gguf": bytes, "m-Q8_0.gguf": bytes });
  await open(page);
  await ask(page, "org/m-GGUF");
  await page.getByRole("button", { name: "m-Q8_0.gguf" }).click();
  await expect(name(page)).toHaveText("Little llama");
  await expect.poll(() => query(page).get("hub")).toBe("org/m-GGUF:m-Q8_0.gguf");
});

for (const [what, status, code, reason] of [
  ["gated", 401, "GatedRepo", "is gated"],
  ["missing", 401, "RepoNotFound", "is no public model"],
  ["too many requests", 429, "", "too many requests"],
  ["a fault of the hub", 503, "", "fault of its own"],
] as const)
  test(`the hub answers: ${what}`, async ({ page }) => {
    await page.route("https://huggingface.co/**", (route) =>
      route.fulfill({
        status,
        headers: { ...cors, ...(code && { "x-error-code": code }) },
        json: {},
      }),
    );
    await open(page);
    await withRequests(page);
    await ask(page, "org/name");
    await expect(said(page).getByRole("alert")).toContainText(reason);
    await expect(said(page)).toContainText("still those of Llama 3.1 8B");
    expect(query(page).get("n")).toBe("7");
  });

test("a blocked network and a link to elsewhere are told apart", async ({ page, context }) => {
  await page.route("https://huggingface.co/**", (route) => route.abort());
  await open(page);
  const alert = said(page).getByRole("alert");
  await ask(page, "org/name");
  await expect(alert).toContainText("could not be reached");
  await ask(page, "https://example.com/org/name");
  await expect(alert).toContainText("is not the Hugging Face hub");
  await context.setOffline(true);
  await ask(page, "org/name");
  await expect(alert).toContainText("this browser is offline");
});

test("hostile files are refused in place, and everything else stays", async ({ page }) => {
  await open(page);
  await withRequests(page);
  const alert = said(page).getByRole("alert");
  const { header: start } = llamaGguf();
  const encode = (value: string) => new TextEncoder().encode(value);
  for (const [file, bytes, reason] of [
    ["cut.gguf", start.slice(0, 500), "cut short"],
    ["model.gguf", start, "cut short"],
    ["zeros.bin", new Uint8Array(100_000), "nothing but zeros"],
    ["deep.json", encode("[".repeat(500_000)), "deep"],
    ["keys.json", encode(`{${'"a":0,'.repeat(200_000)}"b":0}`), "values"],
    ["page.json", encode("<!doctype html>"), "web page"],
    ["types.json", text({ ...llama, num_hidden_layers: "many" }), "num_hidden_layers"],
    ["huge.json", text({ ...llama, num_key_value_heads: 1e300 }), "num_key_value_heads"],
    ["claims.safetensors", safetensorsStart(header, 2n ** 60n), "claims a header"],
    ["proto.json", encode('{"__proto__":{"model_type":"llama"}}'), "proto.json"],
    ["x.bin", encode("PK\u0003\u0004"), "PyTorch"],
  ] as const) {
    await drop(page, [{ name: file, bytes }]);
    await expect(alert).toContainText(file);
    await expect(alert).toContainText(reason);
    await expect(name(page)).toHaveText("Llama 3.1 8B");
  }
  expect(query(page).get("n")).toBe("7");
});

test("a file of 100 GB and two gigabytes of zeros answer at once", async ({ page }) => {
  await open(page);
  const start = [...safetensorsStart(header)];
  await page.evaluate((bytes) => {
    const sparse = (first: number[], size: number, file: string) => {
      const real = new File([new Uint8Array(first)], file);
      const slice = real.slice.bind(real);
      return Object.defineProperties(real, {
        size: { value: size },
        slice: {
          value: (from: number, to: number) =>
            from < first.length
              ? slice(from, to)
              : new Blob([new Uint8Array(Math.min(to, size) - from)]),
        },
        arrayBuffer: { value: () => Promise.reject(new Error("read whole")) },
      });
    };
    const dropped = (file: File) => {
      const event = new Event("drop", { bubbles: true });
      Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: [file] } });
      document.querySelector(".model-picker")!.dispatchEvent(event);
    };
    Object.assign(globalThis, { dropZeros: () => dropped(sparse([], 2 ** 31, "zeros.gguf")) });
    dropped(sparse(bytes, 100e9, "model.safetensors"));
  }, start);
  await expect(said(page)).toContainText("These are weights");
  await page.evaluate(() => (globalThis as unknown as { dropZeros: () => void }).dropZeros());
  await expect(said(page).getByRole("alert")).toContainText("nothing but zeros");
  await expect(name(page)).toHaveText("Llama 3.1 8B");
});
