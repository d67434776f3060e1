import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { planJson, planOf, readSetUp } from "../../../src/lib/index.ts";

vi.setConfig({ testTimeout: 60_000 });

const program = new URL("../../../bin/bytes-per-token.ts", import.meta.url).pathname;

function plan(...args: string[]) {
  const all = [program, "plan", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: "utf8" });
  return { status, stdout, stderr };
}

const asked = ["--model", "llama-3.1-70b", "--tokens", "32ki", "--gpu", "h100-80gb", "--tp", "4"];

describe("plan", () => {
  it("says what fits, what each GPU holds and how to serve it", () => {
    const { status, stdout } = plan(...asked, "--requests", "8");
    expect(status).toBe(0);
    expect(stdout).toContain("on 4 × H100 80 GB");
    expect(stdout).toContain("fits: yes");
    expect(stdout).toContain("cache: 85,899,345,920 bytes");
    expect(stdout).toContain("vllm serve meta-llama/");
    expect(stdout).toContain("llama-server");
  });

  it("says what fits as an engine sets it aside", () => {
    const { stdout } = plan(
      "--model",
      "llama-3.1-8b",
      "--tokens",
      "1000",
      "--gpu",
      "24GiB",
      "--engine",
      "vllm",
    );
    const [architectural, inBlocks] = [...stdout.matchAll(/longest: ([\d,]+) tokens/g)].map(
      ([, count]) => Number(count!.replaceAll(",", "")),
    );
    expect(stdout).toContain("as vLLM sets it aside:");
    expect(inBlocks).toBe(architectural! - (architectural! % 16));
  });

  it("gives the file that is read back as the same plan", () => {
    const { stdout } = plan(...asked, "--prefix", "1000", "--json");
    const exported = JSON.parse(stdout);
    const read = readSetUp(exported);
    if (read.kind === "refused") throw new Error(read.reason);
    expect(read.setUp.sharedPrefix).toBe(1000n);
    expect(JSON.parse(planJson(planOf(read.setUp)))).toEqual(exported);
  });

  it("gives a table, and the computation", () => {
    expect(plan(...asked, "--csv").stdout).toMatch(/^part,what,amount,unit\r\n/);
    expect(plan(...asked, "--code", "python").stdout).toContain("num_key_value_heads = 8");
  });

  it.each([
    ["--gpu", ["--model", "llama-3.1-8b", "--tokens", "1k"]],
    ["--gpu", ["--model", "llama-3.1-8b", "--tokens", "1k", "--gpu", "a toaster"]],
    ["share", [...asked, "--share", "1.5"]],
    ["GPUs", [...asked, "--gpus", "3"]],
    ["--code", [...asked, "--code", "cobol"]],
  ])("refuses a call that names no proper %s", (name, args) => {
    const { status, stderr } = plan(...args);
    expect(status).toBe(64);
    expect(stderr).toContain(name);
  });

  it("takes the memory of a GPU as its driver reports it", () => {
    const { stdout } = plan(...asked, "--json");
    const file = new URL("../../../src/content/gpus/h100-80gb.json", import.meta.url);
    const [mib] = JSON.parse(readFileSync(file, "utf8")).reported.printed.split(" ");
    expect(JSON.parse(stdout).setUp.gpu.bytes).toBe(String(BigInt(mib) * 2n ** 20n));
  });
});
