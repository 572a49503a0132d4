import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { biggestFile } from "./files.mjs";
import { ROOT } from "./paths.mjs";
import { progressLine } from "./report.mjs";
import { run } from "./run.mjs";

/** A download that brings nothing for this long is given up. */
const STALL_MS = 8000;

/** Electron's binary, or undefined when it is not on this machine yet. */
export function findElectron(folder = join(ROOT, "node_modules", "electron"), env = process.env) {
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile) && !env.ELECTRON_OVERRIDE_DIST_PATH) return undefined;
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8").trim() : "electron";
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"), name);
  return existsSync(path) ? path : undefined;
}

/**
 * Lets Electron's own installer fetch the binary (about 110 MB) for as long as bytes arrive. Where its host cannot be
 * reached that is over within `STALL_MS`.
 * @returns {Promise<string | undefined>} the binary
 */
export async function fetchElectron(stallMs = STALL_MS) {
  const folder = mkdtempSync(join(tmpdir(), "pogo-electron-"));
  const stop = new AbortController();
  const line = progressLine();
  let bytes = 0;
  let grewAt = Date.now();
  const ticker = setInterval(() => {
    const now = biggestFile(folder);
    if (now !== bytes) {
      bytes = now;
      grewAt = Date.now();
      line.show(`Electron: ${(bytes / 1e6).toFixed(0)} MB downloaded`);
    } else if (Date.now() - grewAt > stallMs && !existsSync(join(ROOT, "node_modules", "electron", "dist"))) {
      stop.abort();
    }
  }, 250);
  await run(process.execPath, [join(ROOT, "node_modules", "electron", "install.js")], {
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
    timeoutMs: 15 * 60_000,
    signal: stop.signal,
  });
  clearInterval(ticker);
  line.end();
  rmSync(folder, { recursive: true, force: true });
  return findElectron();
}
