import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

/**
 * Installs the packages of the lock file when there are none yet. Imports nothing from node_modules, so that it can run
 * before anything else.
 */
export function ensurePackages() {
  if (existsSync(join(ROOT, "node_modules", ".package-lock.json"))) return;
  process.stderr.write("Installing packages (npm ci).\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci"], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    process.stderr.write("The packages could not be installed; npm's message is above.\n");
    process.exit(1);
  }
}
