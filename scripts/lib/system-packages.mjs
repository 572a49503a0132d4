import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { say } from "./report.mjs";
import { run, tellingLine } from "./run.mjs";

/** Where a program is, searched as a shell does. */
export function findProgram(name, env = process.env) {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Makes sure of a program that a Debian package brings; only root installs packages.
 * @returns {Promise<string | undefined>} why it is not there
 */
export async function ensureProgram(program, debianPackage) {
  if (findProgram(program) !== undefined) return undefined;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || findProgram("apt-get") === undefined) {
    return `${program} is not installed (on Debian: sudo apt-get install ${debianPackage})`;
  }
  say(`Installing ${debianPackage} with apt-get.`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, timeoutMs: 10 * 60_000 };
  await run("apt-get", ["update", "-qq"], options);
  const { code, stderr } = await run(
    "apt-get",
    ["install", "-y", "-qq", "--no-install-recommends", debianPackage],
    options,
  );
  if (code === 0 && findProgram(program) !== undefined) return undefined;
  return `${debianPackage} could not be installed: ${tellingLine(stderr)}`;
}
