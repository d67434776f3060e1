import { describe, expect, test, vi } from "vitest";
import { header, llama, safetensorsStart } from "./files.ts";
import { ask, type Files, gguf, held, hub, json, text } from "./repository.ts";

vi.setConfig({ testTimeout: 60_000 });

describe("which files are read", () => {
  const weights = held(safetensorsStart(header), 100_000);
  const index = json({ metadata: { total_size: 16 }, weight_map: { a: "x.safetensors" } });
  const model = json(llama);

  test.each<[string, Files, string, readonly string[]]>([
    ["a config", { "config.json": model }, "org/name", ["config.json"]],
    ["parameters", { "params.json": model }, "org/name", ["params.json"]],
    [
      "the config before the parameters",
      { "params.json": model, "config.json": model },
      "org/name",
      ["config.json"],
    ],
    [
      "the index before the weights",
      {
        "config.json": model,
        "model.safetensors": weights,
        "model.safetensors.index.json": index,
      },
      "org/name",
      ["config.json", "model.safetensors.index.json"],
    ],
    [
      "the config that is named",
      { "config.json": model, "alt.json": model, "m.gguf": gguf() },
      "org/name:alt.json",
      ["alt.json"],
    ],
    [
      "the config, of a read-me’s link",
      { "README.md": text("#"), "config.json": model, "m.gguf": gguf() },
      "https://huggingface.co/org/name/blob/main/README.md",
      ["config.json"],
    ],
    [
      "a GGUF that is named beside a config",
      { "config.json": model, "m-Q4_0.gguf": gguf(), "m-Q8_0.gguf": gguf() },
      "org/name:m-Q8_0.gguf",
      ["m-Q8_0.gguf"],
    ],
    [
      "a quantisation beside a config",
      { "config.json": model, "m-Q4_0.gguf": gguf(), "m-Q8_0.gguf": gguf() },
      "org/name:Q4_0",
      ["m-Q4_0.gguf"],
    ],
    [
      "a quantisation in other letters, and not one that ends like it",
      { "m-IQ4_K_M.gguf": gguf(), "m-Q4_K_M.gguf": gguf() },
      "org/name:q4_k_m",
      ["m-Q4_K_M.gguf"],
    ],
    [
      "a quantisation without its marks",
      { "m-Q4_K_S.gguf": gguf(), "m-Q4_K_M.gguf": gguf(), "m-Q8_0.gguf": gguf() },
      "org/name:q4km",
      ["m-Q4_K_M.gguf"],
    ],
    [
      "a quantisation with a point",
      { "m-Q4x1.gguf": gguf(), "m-Q41.gguf": gguf(), "m-Q4.1.gguf": gguf() },
      "org/name:Q4.1",
      ["m-Q4.1.gguf"],
    ],
    [
      "the parts of a GGUF and no others",
      {
        "big/m-00002-of-00002.gguf": gguf(),
        "big/m-00001-of-00002.gguf": gguf(),
        "big/m-00002-of-00003.gguf": gguf(),
        "other-00002-of-00002.gguf": gguf(),
      },
      "org/name",
      ["big/m-00002-of-00002.gguf", "big/m-00001-of-00002.gguf"],
    ],
    [
      "a whole GGUF that is named after a first part",
      { "m-00001-of-00002.gguf.fixed.gguf": gguf() },
      "org/name",
      ["m-00001-of-00002.gguf.fixed.gguf"],
    ],
    [
      "a whole GGUF that is named after a later part",
      { "m-00002-of-00002.gguf.fixed.gguf": gguf() },
      "org/name",
      ["m-00002-of-00002.gguf.fixed.gguf"],
    ],
  ])("%s", async (_, files, link, read) => {
    const served = hub(files);
    expect((await ask(link, served)).kind).toBe("found");
    expect(served.read()).toEqual(read);
  });

  test("an index alone is read once and wants a config", async () => {
    const served = hub({ "config.json": model, "model.safetensors.index.json": index });
    const answer = await ask("org/name:model.safetensors.index.json", served);
    expect(answer.kind).toBe("wanting");
    if (answer.kind === "wanting") expect(answer.pieces).toHaveLength(1);
  });

  test("weights that cannot be read leave the config", async () => {
    const served = hub({ "config.json": model, "model.safetensors": text("<html> not weights") });
    const answer = await ask("org/name", served);
    expect(answer).toMatchObject({ kind: "found", subject: { name: "org/name" } });
    expect(served.read()).toEqual(["config.json", "model.safetensors"]);
  });

  test("what is offered to choose from", async () => {
    const paths = [
      "m-Q4_0.gguf",
      "m-Q4_0.gguf.sha256",
      "M-F16.GGUF",
      "vision/mmproj-F16.gguf",
      "with-mmproj.gguf",
      "m-F32-00001-of-00003.gguf",
      "m-F32-00002-of-00003.gguf",
      "m-F32-00003-of-00003.GGUF",
      "m-2-of-00003.gguf",
      "m-00002-of-3.gguf",
    ];
    const served = hub(Object.fromEntries(paths.map((path) => [path, held(new Uint8Array(5))])));
    const chosen = [
      "m-Q4_0.gguf",
      "M-F16.GGUF",
      "with-mmproj.gguf",
      "m-F32-00001-of-00003.gguf",
      "m-2-of-00003.gguf",
      "m-00002-of-3.gguf",
    ];
    const files = chosen.map((path) => ({ path, size: 5 }));
    expect(await ask("org/name", served)).toEqual({
      kind: "choosing",
      address: { repository: "org/name" },
      files,
    });
    expect(await ask("org/name:Q2_K", served)).toEqual({
      kind: "choosing",
      address: { repository: "org/name", quantisation: "Q2_K" },
      files,
    });
    expect(await ask("org/name:gone.gguf", served)).toMatchObject({ kind: "choosing", files });
    expect(served.read()).toEqual([]);
  });
});
