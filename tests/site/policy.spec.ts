import { expect, type Page, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import { pagePolicy, sitePolicy } from "../../src/delivery/policy.ts";
import { html, pages } from "./pages.ts";

/** What the browser complains of from now on: what a policy stopped, and errors of any kind. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") said.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => said.push(`${page.url()}: ${error}`));
  return said;
}

test("every page states the least it needs, and holds no script or style sheet of its own", () => {
  for (const page of pages) {
    const { document } = parseHTML(html(page));
    const policies = [...document.querySelectorAll("meta[http-equiv=Content-Security-Policy]")];
    expect(
      policies.map((meta) => meta.getAttribute("content")),
      page,
    ).toEqual([pagePolicy(page.slice(1))]);
    const [policy] = policies;
    expect(policy?.compareDocumentPosition(document.querySelector("link, script")!), page).toBe(4);
    const inline = [...document.querySelectorAll("script:not([src])")].filter(
      (script) => !/^application\/(ld\+)?json$/.test(script.getAttribute("type") ?? ""),
    );
    expect(
      inline.map(({ textContent }) => textContent?.slice(0, 80)),
      page,
    ).toEqual([]);
    expect(document.querySelectorAll("style"), page).toHaveLength(0);
    const handlers = [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].map(({ name }) => name).filter((name) => /^on/.test(name)),
    );
    expect(handlers, page).toEqual([]);
  }
});

test("only pages that run WebAssembly may, and only the workbench may ask another site", () => {
  const having = (what: string) => pages.filter((page) => pagePolicy(page.slice(1)).includes(what));
  const asks = /<ask-llama-cpp|<site-search|<model-workbench/;
  expect(
    having("wasm-unsafe-eval").filter((page) => !/^\/(models|workbench)\//.test(page)),
  ).toEqual(pages.filter((page) => asks.test(html(page)) && !/^\/(models|workbench)\//.test(page)));
  expect(having("https:").every((page) => page.startsWith("/workbench/"))).toBe(true);
  expect(`${sitePolicy} ${pages.map((page) => pagePolicy(page.slice(1))).join(" ")}`).not.toMatch(
    /script-src[^;]*unsafe-(inline|eval)(?<!wasm-unsafe-eval)/,
  );
});

const rooms = Map.groupBy(pages, (page) => page.split("/")[1] ?? "");
for (const [room, inRoom] of rooms) {
  test(`no page of ${room === "" ? "the front" : room} meets its policy's limits or asks another site`, async ({
    page,
  }) => {
    test.slow();
    const said = complaints(page);
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      const { origin } = new URL(request.url());
      if (
        origin !== new URL(page.url()).origin &&
        /^https?:/.test(origin) &&
        page.url() !== "about:blank"
      )
        elsewhere.push(`${page.url()}: ${request.url()}`);
    });
    for (const address of inRoom) {
      const response = await page.goto(address, { waitUntil: "load" });
      expect(response!.headers()["content-security-policy"], address).toBe(sitePolicy);
    }
    expect(said).toEqual([]);
    expect(elsewhere, "requests to other sites").toEqual([]);
  });
}

test("charts and searches work within the policy", async ({ page }) => {
  const said = complaints(page);
  await page.goto("/articles/will-it-fit/");
  const chart = page.waitForResponse(/plot/);
  await page.locator("#bar").getByRole("spinbutton", { name: "Requests at once" }).fill("54");
  await expect(page.locator("#bar .verdict")).toContainText("It does not fit");
  await chart;
  await page.goto("/search/?q=heads");
  await expect(page.locator("site-search ol li").first()).toBeVisible();
  expect(said).toEqual([]);
});

const hosts = {
  "sends the headers": async () => {},
  // As GitHub Pages: what the pages state themselves is all there is.
  "sends no headers of ours": (page: Page) =>
    page.route(/\/$/, async (route) => {
      const response = await route.fetch();
      const { "content-security-policy": _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    }),
};

for (const [host, prepare] of Object.entries(hosts))
  test(`the policy bites where the host ${host}: no script in the page, no eval, no other site, no WebAssembly unasked`, async ({
    page,
  }) => {
    await prepare(page);
    const tries = () =>
      page.evaluate(async () => {
        const stopped: string[] = [];
        document.addEventListener("securitypolicyviolation", (event) =>
          stopped.push(event.effectiveDirective),
        );
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken'";
        document.body.append(script);
        const handler = document.createElement("p");
        handler.setAttribute("onclick", "document.title = 'taken'");
        document.body.append(handler);
        handler.click();
        const sheet = document.createElement("style");
        sheet.textContent = "body { visibility: hidden }";
        document.body.append(sheet);
        const evaluated = await new Promise((done) => {
          // What a test evaluates may evaluate; what it leaves to later is the page's own.
          setTimeout(() => {
            try {
              done(new Function("return true")());
            } catch {
              done(false);
            }
          });
        });
        const kept = new Promise((done) => {
          document.addEventListener(
            "securitypolicyviolation",
            ({ effectiveDirective, blockedURI }) => {
              if (effectiveDirective === "connect-src") done(blockedURI);
            },
          );
        });
        fetch("https://example.org/").catch(() => {});
        const compiled = await WebAssembly.compile(
          new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]),
        ).then(
          () => true,
          () => false,
        );
        const { title, body } = document;
        const visible = getComputedStyle(body).visibility;
        return {
          stopped,
          evaluated,
          kept: await kept,
          compiled,
          visible,
          taken: title === "taken",
        };
      });
    await page.goto("/ledger/");
    const ledger = await tries();
    expect(ledger).toMatchObject({
      evaluated: false,
      kept: "https://example.org/",
      compiled: false,
      taken: false,
      visible: "visible",
    });
    expect(ledger.stopped).toEqual(
      expect.arrayContaining(["script-src-elem", "script-src-attr", "style-src-elem"]),
    );
    await page.goto("/witness/");
    expect(await tries()).toMatchObject({
      evaluated: false,
      kept: "https://example.org/",
      compiled: true,
      taken: false,
    });
  });
