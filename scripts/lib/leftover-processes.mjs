import { readFileSync, readdirSync } from "node:fs";

/** The environment variable that marks every process of a test run, however far from it. */
export const RUN_MARK = "POGO_TEST_RUN";

/**
 * Ends the processes that a test run has left behind: those whose environment carries its mark. Only Linux tells.
 * @returns {number} how many there were
 */
export function endLeftovers(mark) {
  if (process.platform !== "linux") return 0;
  const wanted = `${RUN_MARK}=${mark}`;
  let ended = 0;
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${name}/environ`, "latin1").split("\0").includes(wanted)) continue;
      process.kill(pid, "SIGKILL");
      ended += 1;
    } catch (error) {
      // It ended by itself meanwhile, or belongs to somebody else.
      if (!["ENOENT", "ESRCH", "EACCES", "EPERM"].includes(error.code)) throw error;
    }
  }
  return ended;
}
