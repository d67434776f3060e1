import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HubAddress, printAddress, readAddress } from "../../../src/lib/source/address.ts";

const paste = "Paste an id such as org/name, or the address of the model’s page on huggingface.co.";
const refused = (field: string, reason: string, advice = paste) => ({
  kind: "refused",
  field,
  reason,
  advice,
});
const hub = "https://huggingface.co";
const address = (repository: string, more: Partial<HubAddress> = {}) => ({
  kind: "address",
  repository,
  ...more,
});

describe("ids", () => {
  test.each<[string, object]>([
    ["org/name/", address("org/name")],
    ["org/name?download=true", address("org/name")],
    ["org/name#readme", address("org/name")],
    ["org/name/?tab=files", address("org/name")],
    ["<<org/name>>", address("org/name")],
    ["(`org/name`).", address("org/name")],
    ['("org/name");', address("org/name")],
    ["org/name.git", address("org/name")],
    ["org/name.github", address("org/name.github")],
    ["org/name.json-7b", address("org/name.json-7b")],
    ["org/name.gguf.v2", address("org/name.gguf.v2")],
    ["org/name-GGUF", address("org/name-GGUF")],
    ["_org/name_", address("_org/name_")],
    ["org/name:model.gguf", address("org/name", { file: "model.gguf" })],
    ["org/name:a/b/MODEL.GGUF", address("org/name", { file: "a/b/MODEL.GGUF" })],
    ["org/name:params.json", address("org/name", { file: "params.json" })],
    ["org/name:a..b.gguf", address("org/name", { file: "a..b.gguf" })],
    ["org/name:.cache.json", address("org/name", { file: ".cache.json" })],
    ["org/name:Q4.gguf2", address("org/name", { quantisation: "Q4.gguf2" })],
    ["org/name:json", address("org/name", { quantisation: "json" })],
    ["org/name@v2:Q8_0", address("org/name", { revision: "v2", quantisation: "Q8_0" })],
    ["org/name@refs/pr/1:a.gguf", address("org/name", { revision: "refs/pr/1", file: "a.gguf" })],
  ])("%j", (pasted, expected) => {
    expect(readAddress(pasted)).toEqual(expected);
  });
});

describe("links", () => {
  test.each<[string, object]>([
    [`${hub}/gpt2`, address("gpt2")],
    [`${hub}/gpt2@v1`, address("gpt2", { revision: "v1" })],
    [`${hub}/gpt2/tree/main`, address("gpt2")],
    [`${hub}/gpt2/tree/v2`, address("gpt2", { revision: "v2" })],
    [`${hub}/gpt2/blob/v2/config.json`, address("gpt2", { revision: "v2", file: "config.json" })],
    [`${hub}/gpt2/resolve/main/config.json`, address("gpt2", { file: "config.json" })],
    [`${hub}/gpt2/raw/main/config.json`, address("gpt2", { file: "config.json" })],
    [`${hub}/org/subtree`, address("org/subtree")],
    [`${hub}/org/treehouse`, address("org/treehouse")],
    [`${hub}/org/models`, address("org/models")],
    [`${hub}/api/name`, address("api/name")],
    [`${hub}/api/models/gpt2`, address("gpt2")],
    [`${hub}/org/name/subtree/v2`, address("org/name")],
    [`${hub}/org/name/treehouse/v2`, address("org/name")],
    [`${hub}/org/name/commit/abc`, address("org/name", { revision: "abc" })],
    [`${hub}/org/name/tree/main/folder`, address("org/name")],
    [`${hub}/org/name/commit/abc/a.json`, address("org/name", { revision: "abc" })],
    [`${hub}/org/name/edit/main/a.json`, address("org/name", { file: "a.json" })],
    [`${hub}/org/name/blame/main/a.json`, address("org/name", { file: "a.json" })],
    [`${hub}/org/name/blob/main`, address("org/name")],
    [`${hub}/org/name@v2:Q8_0`, address("org/name", { revision: "v2", quantisation: "Q8_0" })],
    ["hf://org/name/tree/v1", address("org/name", { revision: "v1" })],
    ["HF://org/name", address("org/name")],
    ["HF.CO/org/name", address("org/name")],
    ["www.hf.co/org/name", address("org/name")],
    ["HTTPS://HuggingFace.co/org/name", address("org/name")],
    [
      `${hub}/org/name/blob/main/config.json?show_file_info=a.gguf`,
      address("org/name", { file: "config.json" }),
    ],
    [
      `${hub}/org/name/tree/v1?show_file_info=q/a.gguf`,
      address("org/name", { revision: "v1", file: "q/a.gguf" }),
    ],
  ])("%s", (pasted, expected) => {
    expect(readAddress(pasted)).toEqual(expected);
  });
});

describe("a link among words", () => {
  test.each([
    "ollama  run\thf.co/org/name",
    "wget https://huggingface.co/org/name/resolve/main",
    "git clone https://www.huggingface.co/org/name",
    "see hf.co/org/name today",
  ])("%j", (pasted) => {
    expect(readAddress(pasted)).toEqual(address("org/name"));
  });

  test.each(["hf.co/org/name hf.co/org/other", "org/name org/other", "see nothf.co/org/name"])(
    "%j is refused",
    (pasted) => {
      expect(readAddress(pasted)).toEqual(refused(pasted, "is several words, not one link or id"));
    },
  );
});

describe("names that are none", () => {
  test.each([
    "org/a--b",
    "a--b/name",
    "org/a..b",
    "-org/name",
    "org/name-",
    ".org/name",
    "a/b/c",
    "~example.com/org/name",
  ])("%j", (pasted) => {
    expect(readAddress(pasted)).toEqual(refused(pasted, "is not the name of a model on the hub"));
  });

  test("a part of a name has at most 96 letters", () => {
    const long = `org/${"x".repeat(96)}`;
    expect(readAddress(long)).toEqual(address(long));
    expect(readAddress(`${long}x`)).toEqual(
      refused(`${long}x`.slice(0, 80), "is not the name of a model on the hub"),
    );
  });

  test.each(["config.json", "org/model.gguf", "org/MODEL.SAFETENSORS", "org/model.bin"])(
    "%j is a file",
    (pasted) => {
      expect(readAddress(pasted)).toEqual(refused(pasted, "is the name of a file, not of a model"));
    },
  );

  test.each(["@org/name", "org/name@", "org/name:", ":Q4_0", "a@b@c:", "org/name@:Q4_0"])(
    "%j is no id",
    (pasted) => {
      const reading = readAddress(pasted);
      expect(reading).toEqual(refused(pasted, "is not an id"));
    },
  );
});

describe("quantisations, revisions and files that are none", () => {
  const notQuantisation = "is not the name of a quantisation";
  const notRevision = "is not a revision: a branch, a tag or a commit";
  const notFile = "is not the path of a file";

  test.each([
    ["org/name:Q4/K", "Q4/K", notQuantisation],
    ["org/name:Q4:K", "Q4:K", notQuantisation],
    ["7z://x/y", "//x/y", notQuantisation],
    ["org/name@a..b", "a..b", notRevision],
    ["org/name@-a", "-a", notRevision],
    ["org/name@a~1", "a~1", notRevision],
    [`${hub}/org/name/tree/a..b`, "a..b", notRevision],
    ["org/name:../a.gguf", "../a.gguf", notFile],
    ["org/name:./a.gguf", "./a.gguf", notFile],
    ["org/name:a/../b.gguf", "a/../b.gguf", notFile],
    ["org/name:a/./b.gguf", "a/./b.gguf", notFile],
    ["org/name:a\\b.gguf", "a\\b.gguf", notFile],
    [`${hub}/org/name?show_file_info=a/..&tab=files`, "a/..", notFile],
    [`${hub}/org/name?show_file_info=a/.&tab=files`, "a/.", notFile],
    [`${hub}/org/name?show_file_info=..&tab=files`, "..", notFile],
    [`${hub}/org/name/blob/main/a%3Fb.json`, "a?b.json", notFile],
    [`${hub}/org/name/blob/main/a%23b.json`, "a#b.json", notFile],
  ])("%j", (pasted, field, reason) => {
    expect(readAddress(pasted)).toEqual(refused(field, reason));
  });

  test("a quantisation has at most 60 letters", () => {
    const quantisation = "Q".repeat(60);
    expect(readAddress(`org/name:${quantisation}`)).toEqual(address("org/name", { quantisation }));
    expect(readAddress(`org/name:${quantisation}Q`)).toEqual(
      refused(`${quantisation}Q`, notQuantisation),
    );
  });

  test("a revision has at most 200 letters", () => {
    const revision = "r".repeat(200);
    expect(readAddress(`org/name@${revision}`)).toEqual(address("org/name", { revision }));
    expect(readAddress(`org/name@${revision}r`)).toEqual(
      refused(revision.slice(0, 80), notRevision),
    );
  });

  test("the path of a file has at most 400 letters", () => {
    const file = `${"f".repeat(395)}.gguf`;
    expect(readAddress(`org/name:${file}`)).toEqual(address("org/name", { file }));
    expect(readAddress(`org/name:f${file}`)).toEqual(refused(file.slice(0, 80), notFile));
  });
});

describe("addresses of other things", () => {
  const elsewhere =
    "Links to the hub are read; from elsewhere, download config.json and drop it here.";

  test.each([
    ["https://example.com/org/name", "example.com"],
    ["https://huggingface.co.example/org/name", "huggingface.co.example"],
    ["https://nothf.co/org/name", "nothf.co"],
  ])("%s", (pasted, host) => {
    expect(readAddress(pasted)).toEqual(refused(host, "is not the Hugging Face hub", elsewhere));
  });

  test.each([
    ["huggingface.co", "huggingface.co"],
    ["hf.co/", "hf.co"],
    [`${hub}/?search=llama`, "huggingface.co"],
    [`${hub}/api/models`, "huggingface.co"],
  ])("%s is the hub itself", (pasted, host) => {
    expect(readAddress(pasted)).toEqual(refused(host, "is the hub itself, not a model"));
  });

  test.each([
    "datasets",
    "spaces",
    "collections",
    "papers",
    "docs",
    "blog",
    "models",
    "settings",
    "search",
    "new",
  ])("a page of %s", (owner) => {
    const page = refused(`/${owner}`, "is a page of the hub that is not a model’s");
    expect(readAddress(`${hub}/${owner}`)).toEqual(page);
    expect(readAddress(`${hub}/${owner}/org/name`)).toEqual(page);
  });

  test.each([
    "s3://bucket/key",
    "ftp://huggingface.co/org/name",
    "git+https://huggingface.co/org/name",
    "xhf://org/name",
    "example.com/org/name",
    "models.example.com/org/name",
    "my-hub.example.com/org/name/tree/main",
  ])("%s is no link to the hub", (pasted) => {
    expect(readAddress(pasted)).toEqual(refused(pasted, "is not a link to the Hugging Face hub"));
  });

  test.each([
    ["https://[x", "https://[x"],
    ["https://huggingface.co:99999/org/name", "https://huggingface.co:99999/org/name"],
    [`${hub}/%E0%A4%A/x`, "/%E0%A4%A/x"],
    [`${hub}/org/name/blob/main/%ZZ`, "/org/name/blob/main/%ZZ"],
  ])("%s is no address", (pasted, field) => {
    expect(readAddress(pasted)).toEqual(refused(field, "is not an address"));
  });

  test("a file that is shown does not mend a name that is none", () => {
    expect(readAddress(`${hub}/org/na--me?show_file_info=a.gguf`)).toEqual(
      refused("org/na--me", "is not the name of a model on the hub"),
    );
  });
});

describe("nothing, and too much", () => {
  test.each(["", "  \n", '""', "<>", "..."])("%j is empty", (pasted) => {
    expect(readAddress(pasted)).toEqual(refused("link", "is empty"));
  });

  test.each([".git", "?download=true", "#readme", "/"])("%j names nothing", (pasted) => {
    expect(readAddress(pasted)).toEqual(refused("link", "is not an id"));
  });

  test("2,000 characters are read and one more is not", () => {
    const query = `${hub}/org/name?`;
    const full = query + "x".repeat(2000 - query.length);
    expect(readAddress(full)).toEqual(address("org/name"));
    expect(readAddress(`  ${full}\n`)).toEqual(address("org/name"));
    expect(readAddress(`${full}x`)).toEqual(refused("link", "is longer than 2000 characters"));
  });

  test("a problem names at most 80 letters of what was pasted", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (length) => {
        const pasted = `s3://${"x".repeat(length)}`;
        expect(readAddress(pasted)).toEqual(
          refused(pasted.slice(0, 80), "is not a link to the Hugging Face hub"),
        );
      }),
    );
  });
});

test.each<[HubAddress, string]>([
  [{ repository: "gpt2" }, "gpt2"],
  [{ repository: "org/name", revision: "v1" }, "org/name@v1"],
  [{ repository: "org/name", file: "q/a.gguf" }, "org/name:q/a.gguf"],
  [{ repository: "org/name", quantisation: "Q4_K_M" }, "org/name:Q4_K_M"],
  [{ repository: "org/name", revision: "v1", file: "a.json" }, "org/name@v1:a.json"],
  [{ repository: "org/name", revision: "v1", quantisation: "Q8_0" }, "org/name@v1:Q8_0"],
  [{ repository: "org/name", file: "a.gguf", quantisation: "Q8_0" }, "org/name:Q8_0"],
])("%j is printed as %s", (given, printed) => {
  expect(printAddress(given)).toBe(printed);
});
