import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import lockfile from "proper-lockfile";
import { say } from "./report.mjs";

/** SHA-256 of a file, in hexadecimal. */
export function fileSha256(path) {
  return new Promise((done, fail) => {
    const hash = createHash("sha256");
    createReadStream(path, { highWaterMark: 1 << 20 })
      .on("data", (chunk) => hash.update(chunk))
      .on("error", fail)
      .on("end", () => done(hash.digest("hex")));
  });
}

/** Writes beside and renames into place, so that a half-written file is never read. */
export function writeAtomically(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

/** Replaces a folder by a finished one. */
export function replaceFolder(finished, path) {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  renameSync(finished, path);
}

/** The parsed JSON file, or undefined when it is missing or damaged. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** Bytes of a file, 0 when there is none. */
export function sizeOf(path) {
  return existsSync(path) ? statSync(path).size : 0;
}

/** Bytes of the biggest file below a folder: while a program downloads into it, that is the unfinished download. */
export function biggestFile(folder) {
  let biggest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    try {
      biggest = Math.max(biggest, statSync(join(entry.parentPath ?? entry.path, entry.name)).size);
    } catch (error) {
      // Temporary files vanish while we look.
      if (error.code !== "ENOENT") throw error;
    }
  }
  return biggest;
}

/** Runs `work` while no other process of this user does the work of the same name. */
export async function withLock(folder, name, work) {
  mkdirSync(folder, { recursive: true });
  const options = { lockfilePath: join(folder, `${name}.lock`), stale: 20_000, update: 5000, realpath: false };
  const file = join(folder, name);
  let release;
  try {
    release = await lockfile.lock(file, options);
  } catch (error) {
    if (error.code !== "ELOCKED") throw error;
    say(`Another Pogo is doing this already (${name}); waiting for it.`);
    release = await lockfile.lock(file, { ...options, retries: { retries: 600, minTimeout: 1000, maxTimeout: 1000 } });
  }
  try {
    return await work();
  } finally {
    await release();
  }
}
