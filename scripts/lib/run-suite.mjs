import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countVitest, listFailures } from "./count-tests.mjs";
import { readJson } from "./files.mjs";
import { RUN_MARK, endLeftovers } from "./leftover-processes.mjs";
import { ROOT } from "./paths.mjs";
import { run } from "./run.mjs";

/** @typedef {import("./count-tests.mjs").Counts} Counts */
/** @typedef {Counts & { failures: readonly string[] }} Outcome */
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
  const failures = [];
  for (const step of steps) if ((await runMarked(step, timeoutMs)) !== 0) failures.push(step.slice(1).join(" "));
  return { passed: steps.length - failures.length, failed: failures.length, skipped: 0, failures };
}

async function runVitest(project, timeoutMs) {
  const folder = mkdtempSync(join(tmpdir(), "pogo-tests-"));
  const file = join(folder, "report.json");
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  try {
    const code = await runMarked([process.execPath, vitest, "run", "--project", project, ...reporters], timeoutMs);
    const report = readJson(file) ?? {};
    const counts = countVitest(report);
    if (code === 0 || counts.failed > 0) return { ...counts, failures: listFailures(report) };
    // Its report does not know of it: ended from outside, an error beside the tests, no report.
    return { ...counts, failed: 1, failures: [`vitest ended with ${code}, and no test failed`] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs one suite to its end, or to the end of its time.
 * @param {Suite} suite @returns {Promise<Outcome>}
 */
export function runSuite({ steps, project, timeoutMs }) {
  return steps === undefined ? runVitest(project, timeoutMs) : runSteps(steps, timeoutMs);
}
