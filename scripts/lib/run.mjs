import { spawn } from "node:child_process";

/**
 * Runs a program to its end and collects its output. Never throws: a program that cannot be started has code 127.
 * A program that outlives `timeoutMs` (or `signal`) is ended with its whole process group, code 124.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, inherit?: boolean,
 *   onLine?: (line: string) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function run(command, args, options = {}) {
  const { cwd, env, timeoutMs = 0, inherit = false, onLine, signal } = options;
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ["ignore", inherit ? "inherit" : "pipe", inherit ? "inherit" : "pipe"],
      detached: process.platform !== "win32",
    });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    const forward = () => endGroup(child, "SIGINT");
    process.once("SIGINT", forward);
    process.once("SIGTERM", forward);
    const giveUp = () => {
      timedOut = true;
      endGroup(child, "SIGKILL");
    };
    const timer = timeoutMs > 0 ? setTimeout(giveUp, timeoutMs) : undefined;
    signal?.addEventListener("abort", giveUp, { once: true });
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      // A line may arrive in pieces: only what a line feed ends is one.
      const from = stdout.lastIndexOf("\n") + 1;
      stdout += text;
      for (const line of stdout.slice(from).split("\n").slice(0, -1)) if (line !== "") onLine?.(line);
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    const finish = (code) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
      process.removeListener("SIGINT", forward);
      process.removeListener("SIGTERM", forward);
      // Grandchildren may have been left behind by a program that ended early.
      if (timedOut) endGroup(child, "SIGKILL");
      done({ code: timedOut ? 124 : code, stdout, stderr });
    };
    child.on("error", (error) => {
      stderr += error.message;
      finish(127);
    });
    child.on("close", (code, signal) => finish(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}

/** Ends a child with everything it started; a child that is gone already is fine. */
export function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** The line of a program's complaint that tells most, for a one-line message: the first error, or what it said last. */
export function tellingLine(text) {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.find((line) => /\berror\b/i.test(line)) ?? lines.findLast((line) => line !== "") ?? "no message";
}

/** Whether a program of this name can be started. */
export async function canRun(command, args = ["--version"]) {
  const { code } = await run(command, args, { timeoutMs: 20_000 });
  return code === 0;
}
