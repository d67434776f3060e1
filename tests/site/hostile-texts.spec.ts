import { deflateRawSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import fc from "fast-check";
import { ggufHeader, type Value } from "../../src/lib/witness/header.ts";
import { header, llama, llamaGguf, safetensorsStart } from "../unit/source/files.ts";
import { nonsense, ownWords, payloads, seed, sound, textOf, watched } from "./hostile.ts";
import { openLive, toBeLive } from "./live.ts";

/** What the pages say where something went wrong that nobody had thought of. */
const unforeseen =
  /a part of this page did not load|could not be worked on|The answer did not load/;

interface Given {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Zeros that follow: the weights of a file whose header is meant. */
  readonly zeros?: number;
}

const workbench = "/workbench/";

async function openFiles(page: Page): Promise<void> {
  await openLive(page, workbench);
  await page.getByText("Paste or drop a config.json, a GGUF or safetensors").click();
}

/** Drops files on the workbench and waits until it has said what came of them. */
const drop = (page: Page, files: readonly Given[]) =>
  page.evaluate(
    async (all) => {
      const transfer = new DataTransfer();
      for (const { name, letters, zeros } of all) {
        const bytes = Uint8Array.from(atob(letters), (one) => one.charCodeAt(0));
        transfer.items.add(new File([bytes, new Uint8Array(zeros)], name));
      }
      const event = new DragEvent("drop", { bubbles: true, dataTransfer: transfer });
      document.querySelector(".model-picker")!.dispatchEvent(event);
      const busy = () => /^Reading/.test(document.querySelector(".model-said p")!.textContent!);
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      while (busy()) await frame();
      await frame();
    },
    files.map(({ name, bytes, zeros = 0 }) => ({
      name,
      letters: Buffer.from(bytes).toString("base64"),
      zeros,
    })),
  );

const utf8 = (text: string) => new TextEncoder().encode(text.toWellFormed());
const json = (value: unknown) => utf8(JSON.stringify(value));

const gguf = (() => {
  const { header: start, zeros } = llamaGguf();
  return { bytes: start, zeros: Number(zeros) };
})();
const safetensors = safetensorsStart(header);
const weightsOf = 6000;

const named = fc.oneof(
  fc.constantFrom("model.gguf", "config.json", "model.safetensors", "x", "m-00001-of-00002.gguf"),
  nonsense.map((text) => text.toWellFormed().slice(0, 200)),
);

/** A valid start with some of its bits turned over, where the counts and lengths stand above all. */
const flipped = (bytes: Uint8Array) =>
  fc
    .array(
      fc.tuple(
        fc.oneof(fc.nat(63), fc.nat(600), fc.nat(bytes.length - 1)),
        fc.integer({ min: 1, max: 255 }),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((turns) => {
      const changed = new Uint8Array(bytes);
      for (const [at, bits] of turns) changed[at % bytes.length]! ^= bits;
      return changed;
    });

const cutShort = (bytes: Uint8Array) =>
  fc
    .oneof(fc.constantFrom(0, 1, 4, 7, 8, 9, 12, 16, 23, 24, 25), fc.nat(bytes.length))
    .map((length) => bytes.slice(0, length));

const fields = fc.constantFrom(
  ...Object.keys(llama),
  "text_config",
  "layer_types",
  "quantization_config",
  "torch_dtype",
  "__proto__",
);

const spoiltConfig = fc
  .tuple(fields, fc.oneof(fc.jsonValue(), nonsense))
  .map(([field, value]) => json(Object.fromEntries([...Object.entries(llama), [field, value]])));

const anyFile: fc.Arbitrary<Given> = fc
  .tuple(
    named,
    fc.oneof(
      fc.uint8Array({ maxLength: 3000 }).map((bytes) => ({ bytes })),
      flipped(gguf.bytes).map((bytes) => ({ bytes, zeros: gguf.zeros })),
      cutShort(gguf.bytes).map((bytes) => ({ bytes })),
      flipped(safetensors).map((bytes) => ({ bytes, zeros: weightsOf })),
      cutShort(safetensors).map((bytes) => ({ bytes })),
      spoiltConfig.map((bytes) => ({ bytes })),
      fc.json().map((text) => ({ bytes: utf8(text) })),
    ),
  )
  .map(([name, rest]) => ({ name, ...rest }));

test("whatever file is dropped on the workbench, it says what it is and goes on", async ({
  page,
}) => {
  test.slow();
  const said = await watched(page);
  await openFiles(page);
  const own = ownWords(await textOf(page));
  await fc.assert(
    fc.asyncProperty(fc.array(anyFile, { minLength: 1, maxLength: 2 }), async (files) => {
      await drop(page, files);
      const told = await page.locator(".model-said").innerText();
      expect(told).not.toMatch(unforeseen);
      const given = files.flatMap(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]);
      await sound(page, said, own, given, 10);
    }),
    { seed, numRuns: 60, endOnFailure: true },
  );
  await drop(page, [{ name: "config.json", bytes: json(llama) }]);
  await expect(page.locator(".chosen-model")).toContainText("llama");
});

/** The little Llama with other texts in its metadata. */
function ggufSaying(text: string): Given {
  const words: Record<string, Value> = {
    "general.name": { type: "text", value: text },
    "general.basename": { type: "text", value: text },
    "general.description": { type: "text", value: text },
    "tokenizer.ggml.model": { type: "text", value: text },
    "tokenizer.ggml.tokens": { type: "texts", value: [text, text] },
    "tokenizer.chat_template": { type: "text", value: text },
    [text]: { type: "text", value: text },
  };
  const numbers: Record<string, number> = {
    block_count: 2,
    embedding_length: 64,
    feed_forward_length: 128,
    context_length: 512,
    "attention.head_count": 2,
    "attention.head_count_kv": 1,
  };
  const { header: bytes, zeros } = ggufHeader(
    {
      "general.architecture": { type: "text", value: "llama" },
      ...words,
      ...Object.fromEntries(
        Object.entries(numbers).map(([key, value]) => [`llama.${key}`, { type: "u32", value }]),
      ),
    },
    [
      { name: "token_embd.weight", shape: [64, 32] },
      { name: text, shape: [64] },
    ],
  );
  return { name: `${text}.gguf`, bytes, zeros: Number(zeros) };
}

test("no name in a file becomes part of the page, and each is shown as it is written", async ({
  page,
}) => {
  test.slow();
  const said = await watched(page);
  await openFiles(page);
  const own = ownWords(await textOf(page));
  const check = async (text: string) => {
    expect(await page.locator(".model-said").innerText()).not.toMatch(unforeseen);
    await sound(page, said, own, [text], 10);
  };
  for (const text of payloads) {
    await drop(page, [ggufSaying(text)]);
    await expect(page.locator(".chosen-model")).toHaveText(
      text.slice(0, 100).replace(/\s+/g, " ").trim(),
    );
    await check(text);
    const metadata = { __metadata__: { format: text, [text]: text } };
    await drop(page, [
      { name: text, bytes: safetensorsStart({ ...header, ...metadata }), zeros: 6000 },
    ]);
    await check(text);
    await drop(page, [
      { name: text, bytes: safetensorsStart({ [text]: { dtype: text, shape: [text] } }) },
    ]);
    await check(text);
    for (const config of [
      { ...llama, model_type: text, architectures: [text], _name_or_path: text, torch_dtype: text },
      { ...llama, [text]: text, num_hidden_layers: text },
      { model_type: text, quantization_config: { quant_method: text }, peft_type: text },
    ]) {
      await drop(page, [{ name: `${text}.json`, bytes: json(config) }]);
      await check(text);
    }
    await page.getByLabel("Hugging Face link or id").fill(text);
    await page.getByRole("button", { name: "Fetch", exact: true }).click();
    await check(text);
    await expect(page.getByLabel("Hugging Face link or id")).toHaveValue(text);
  }
});

const packed = (text: string | Uint8Array) => deflateRawSync(text).toString("base64url");

test("a config or a set-up that a link carries damaged is named, and bombs are put out", async ({
  page,
}) => {
  test.slow();
  const said = await watched(page);
  await page.goto(workbench);
  const own = ownWords(await textOf(page));
  const good = packed(JSON.stringify(llama));
  const links = [
    `config=${packed("0".repeat(2_000_000))}`,
    `config=${packed("[".repeat(300_000))}`,
    `config=${packed(new Uint8Array(390_000))}`,
    `config=${good.slice(0, 20)}`,
    `config=${good.slice(4)}`,
    `config=${packed(JSON.stringify("<taken-mark>"))}`,
    `config=${packed('{"__proto__":{"num_hidden_layers":4}}')}`,
    `config=%25&layers=full.1e9.1.1&hub=..%2F..`,
    `layers=${"full.1.1.1*".repeat(150)}`,
    `b=1*config_${good.slice(3)}*tokens_-4`,
    `b=1*${"n_4*".repeat(1000)}&c=2*n_4&d=1*__proto___1`,
  ];
  for (const link of links) {
    await page.goto(`${workbench}?${link}`);
    await toBeLive(page);
    await expect(
      page.locator(".workbench, main").getByRole("alert").first(),
      link.slice(0, 60),
    ).not.toBeEmpty();
    await sound(page, said, own, [link], 10);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.nat(good.length - 1),
      fc.constantFrom(..."Aa0-_=%~*"),
      fc.constantFrom("config", "b", "c"),
      async (at, letter, key) => {
        const spoilt = good.slice(0, at) + letter + good.slice(at + 1);
        const query = new URLSearchParams({
          [key]: key === "config" ? spoilt : `1*config_${spoilt}`,
        });
        await page.evaluate(async (search) => {
          history.pushState(null, "", `?${search}`);
          dispatchEvent(new PopStateEvent("popstate"));
          for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
        }, `${query}`);
        expect(await page.locator(".model-said").innerText()).not.toMatch(unforeseen);
        await sound(page, said, own, [spoilt], 10);
      },
    ),
    { seed, numRuns: 15, endOnFailure: true },
  );
});

const cell = fc.oneof(
  nonsense.map((text) => text.slice(0, 300)),
  fc.constantFrom("8B", "70B", "16k tokens", "15.38 GB", "123.05"),
);
const anyTable = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  .chain((rows) =>
    fc.constantFrom(
      rows.map((row) => row.join("\t")).join("\n"),
      ["| a | b |", "| --- | --- |", ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n"),
      `<table>${rows.map((row) => `<tr>${row.map((one) => `<td>${one}`).join("")}`).join("")}</table>`,
      rows.flat().join(" "),
    ),
  );

for (const { page: address, field, texts, fold } of [
  { page: "/explain/", field: /^The table:/, texts: anyTable },
  {
    page: "/explain/",
    field: /^config.json/,
    fold: "Another model: paste its config.json",
    texts: fc.oneof(
      nonsense,
      fc.json(),
      spoiltConfig.map((bytes) => new TextDecoder().decode(bytes)),
    ),
  },
  { page: "/explain/", field: "Figure", texts: nonsense },
  {
    page: "/articles/counting-the-weights/",
    field: /as JSON$/,
    texts: fc.oneof(
      nonsense,
      fc.json(),
      fc
        .record({ dtype: fc.oneof(fc.constant("BF16"), nonsense), shape: fc.array(fc.integer()) })
        .map((tensor) => JSON.stringify({ ...header, x: tensor })),
    ),
  },
  {
    page: "/articles/the-table-that-doubled/",
    field: /^Expression 1:/,
    texts: nonsense,
  },
]) {
  test(`${address} takes whatever is pasted as ${field} and keeps it`, async ({ page }) => {
    test.slow();
    const said = await watched(page);
    await openLive(page, address);
    const own = ownWords(await textOf(page));
    if (fold) await page.getByText(fold).click();
    const given = page.getByLabel(field, { exact: true }).first();
    const check = async (text: string) => {
      await given.evaluate(async (where: HTMLTextAreaElement, pasted) => {
        where.value = pasted;
        where.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, 250));
      }, text);
      await expect(page.locator("main")).not.toContainText(unforeseen);
      await sound(page, said, own, [text], 2);
      const kept = await given.evaluate((where: HTMLTextAreaElement, pasted) => {
        const like = where.cloneNode() as HTMLTextAreaElement;
        like.value = pasted;
        return where.value === like.value;
      }, text);
      expect(kept, "what was typed is kept").toBe(true);
    };
    for (const text of payloads) await check(text);
    await fc.assert(fc.asyncProperty(texts, check), { seed, numRuns: 15, endOnFailure: true });
  });
}
