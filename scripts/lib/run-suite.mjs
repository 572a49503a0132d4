import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countVitest } from "./count-tests.mjs";
import { readJson } from "./files.mjs";
import { RUN_MARK, endLeftovers } from "./leftover-processes.mjs";
import { ROOT } from "./paths.mjs";
import { run } from "./run.mjs";

/** @typedef {import("./count-tests.mjs").Counts} Counts */
/** @typedef {import("./test-suites.mjs").Suite} Suite */

async function runMarked([program, ...args], timeoutMs) {
  const mark = randomUUID();
  const env = { ...process.env, [RUN_MARK]: mark };
  const { code } = await run(program, args, { cwd: ROOT, env, timeoutMs, inherit: true });
  const left = endLeftovers(mark);
  if (left > 0) console.log(`${left} processes were left behind and have been ended.`);
  if (code === 124) console.log(`Ended after ${timeoutMs / 60_000} minutes, the longest it may take.`);
  return code;
}

async function runSteps(steps, timeoutMs) {
  let failed = 0;
  for (const step of steps) if ((await runMarked(step, timeoutMs)) !== 0) failed += 1;
  return { passed: steps.length - failed, failed, skipped: 0 };
}

async function runVitest(project, timeoutMs) {
  const folder = mkdtempSync(join(tmpdir(), "pogo-tests-"));
  const file = join(folder, "report.json");
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  try {
    const code = await runMarked([process.execPath, vitest, "run", "--project", project, ...reporters], timeoutMs);
    const counts = countVitest(readJson(file) ?? {});
    // It failed in a way that its report does not know of: ended from outside, an error beside the tests, no report.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs one suite to its end, or to the end of its time.
 * @param {Suite} suite @returns {Promise<Counts>}
 */
export function runSuite({ steps, project, timeoutMs }) {
  return steps === undefined ? runVitest(project, timeoutMs) : runSteps(steps, timeoutMs);
}
