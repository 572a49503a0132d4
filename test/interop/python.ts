import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../scripts/lib/paths.mjs";

const PYTHONS = process.platform === "win32" ? ["py", "python"] : ["python3", "python"];

function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly ok: boolean; readonly output: string } {
  const result = spawnSync(command, args, { encoding: "utf8", timeout: 600_000, env: { ...process.env, ...env } });
  return {
    ok: result.status === 0,
    output: `${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`,
  };
}

/** A Python with real libraries to read what we wrote. */
export interface Python {
  /** Runs a program; throws with its output where it fails. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): string;
}

/**
 * A virtual environment with these requirements, made once and kept in the user's cache folder; what is in `alone` is
 * installed without what it asks for. Null, with a printed line, where it cannot be made; under CI=true that is an error.
 */
export function pythonWith(requirements: readonly string[], alone: readonly string[] = []): Python | null {
  const key = createHash("sha256")
    .update([...requirements, ...alone].join("\n"))
    .digest("hex")
    .slice(0, 12);
  const folder = join(cacheFolder(), "interop", key);
  const python = process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  const done = join(folder, "complete");
  if (!existsSync(done)) {
    const problem = make(folder, python, requirements, alone);
    if (problem !== null) {
      const line = `No Python environment with ${requirements.join(", ")}: ${problem}`;
      if (process.env.CI === "true") throw new Error(line);
      console.log(line);
      return null;
    }
    writeFileSync(done, requirements.join("\n"));
  }
  return {
    run: (program, args, env) => {
      const { ok, output } = run(python, ["-c", program, ...args], env);
      if (!ok) throw new Error(`Python failed:\n${output}`);
      return output;
    },
  };
}

function make(
  folder: string,
  python: string,
  requirements: readonly string[],
  alone: readonly string[],
): string | null {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = PYTHONS.map((name) => run(name, ["-m", "venv", folder])).find((result) => result.ok);
  if (made === undefined) return "there is no Python 3 with venv";
  for (const list of [requirements, alone.length === 0 ? [] : ["--no-deps", ...alone]]) {
    if (list.length === 0) continue;
    const installed = run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...list]);
    if (!installed.ok) return installed.output.trim().split("\n").slice(-3).join(" ");
  }
  return null;
}
