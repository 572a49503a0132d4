import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./files.mjs";
import { cacheFolder } from "./paths.mjs";
import { run, tellingLine } from "./run.mjs";
import { SetupError, findPython } from "./wheel.mjs";

const MINUTE = 60_000;

/**
 * The Python of an environment of its own with these packages, made once per user. Throws a SetupError where it cannot be.
 * @param {{ folder: string, label: string, requirements: readonly string[], probe: string, minutes?: number }} wanted
 * @returns {Promise<string>}
 */
export async function preparePythonEnvironment({ folder: name, label, requirements, probe, minutes = 10 }) {
  const cache = cacheFolder();
  const folder = join(cache, name);
  const done = join(folder, "ready");
  const python = process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  const check = async (ended) => {
    const { code, stderr } = await ended;
    if (code !== 0) throw new SetupError(`${label} could not be installed: ${tellingLine(stderr)}`);
  };
  await withLock(cache, name, async () => {
    if (existsSync(done)) return;
    rmSync(folder, { recursive: true, force: true });
    await check(run(await findPython(), ["-m", "venv", folder], { timeoutMs: 2 * MINUTE }));
    const pip = ["-m", "pip", "install", "--quiet", "--retries", "1", ...requirements];
    await check(run(python, pip, { timeoutMs: minutes * MINUTE }));
    await check(run(python, ["-c", probe], { timeoutMs: MINUTE }));
    // what a killed install left half done has no such file
    writeFileSync(done, "");
  });
  return python;
}
