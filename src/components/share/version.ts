import { execFileSync } from "node:child_process";

/** The commit the site was built from and its day; nothing where it was built outside a checkout. */
function builtFrom(): { commit: string; date: string } | undefined {
  try {
    const [commit, date] = execFileSync("git", ["log", "-1", "--format=%h %cs"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    })
      .trim()
      .split(" ");
    return commit && date ? { commit, date } : undefined;
  } catch {
    return undefined;
  }
}

export const version = builtFrom();
