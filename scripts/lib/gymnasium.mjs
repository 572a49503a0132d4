import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./files.mjs";
import { cacheFolder } from "./paths.mjs";
import { run, tellingLine } from "./run.mjs";
import { SetupError, findPython } from "./wheel.mjs";

/** What the physics is compared with. */
const REQUIREMENTS = ["gymnasium[mujoco]==1.4.0", "mujoco==4.0.0"];
const FOLDER = "gymnasium-1.4.0";
const MINUTE = 60_000;

function pythonIn(folder) {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

/** The Python of the environment with Gymnasium and MuJoCo, made once per user. Throws a SetupError where it cannot be. */
export async function prepareGymnasium() {
  const cache = cacheFolder();
  const folder = join(cache, FOLDER);
  const done = join(folder, "ready");
  await withLock(cache, FOLDER, async () => {
    if (existsSync(done)) return;
    rmSync(folder, { recursive: true, force: true });
    const python = await findPython();
    await check(run(python, ["-m", "venv", folder], { timeoutMs: 2 * MINUTE }));
    const pip = ["-m", "pip", "install", "--quiet", "--retries", "1", ...REQUIREMENTS];
    await check(run(pythonIn(folder), pip, { timeoutMs: 10 * MINUTE }));
    await check(
      run(pythonIn(folder), ["-c", "import gymnasium, mujoco; gymnasium.make('Hopper-v5')"], { timeoutMs: MINUTE }),
    );
    // what a killed install left half done has no such file
    writeFileSync(done, "");
  });
  return pythonIn(folder);
}

async function check(ended) {
  const { code, stderr } = await ended;
  if (code !== 0) throw new SetupError(`Gymnasium with MuJoCo could not be installed: ${tellingLine(stderr)}`);
}
