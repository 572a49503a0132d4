import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { readJson, sizeOf, withLock, writeAtomically } from "./files.mjs";
import { ROOT } from "./paths.mjs";
import { say } from "./report.mjs";
import { tellingLine, run } from "./run.mjs";

const STAMP = join(ROOT, "out", "build-stamp.json");
const SINGLE_FILES = ["package.json", "package-lock.json", "electron.vite.config.ts"];

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Changes when anything the build reads does. Of resources only names and sizes count: they are not compiled. */
export function sourceStamp(root = ROOT) {
  const hash = createHash("sha256");
  const name = (path) => relative(root, path).split(sep).join("/");
  for (const path of [
    ...filesBelow(join(root, "src")),
    ...filesBelow(join(root, "bench")),
    ...SINGLE_FILES.map((file) => join(root, file)),
  ]) {
    if (!existsSync(path)) continue;
    const content = readFileSync(path);
    hash.update(`${name(path)}\0${content.length}\0`).update(content);
  }
  for (const path of filesBelow(join(root, "resources"))) hash.update(`${name(path)}\0${sizeOf(path)}\0`);
  return hash.digest("hex");
}

/** Whether out/ was built from the sources as they are now. */
export function isBuilt() {
  return readJson(STAMP)?.stamp === sourceStamp();
}

/** Builds out/ anew. Throws with the bundler's message when the sources do not build. */
export async function build() {
  const stamp = sourceStamp();
  rmSync(STAMP, { force: true });
  const bundler = join(ROOT, "node_modules", "electron-vite", "bin", "electron-vite.js");
  const { code, stdout, stderr } = await run(process.execPath, [bundler, "build", "--logLevel", "warn"], {
    cwd: ROOT,
    timeoutMs: 10 * 60_000,
  });
  if (code !== 0)
    throw new Error(`${stdout}${stderr}\nThe build failed: ${tellingLine(stderr === "" ? stdout : stderr)}`);
  writeAtomically(STAMP, JSON.stringify({ stamp }));
}

/** Builds out/ when, and only when, the sources have changed since. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await withLock(join(ROOT, "node_modules", ".cache"), "pogo-build", async () => {
    if (isBuilt()) return;
    say("Building Pogo (sources have changed).");
    await build();
  });
}
