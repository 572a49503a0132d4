/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** A file that failed as a whole, before or around its tests. */
function isBroken({ status, assertionResults }) {
  return status === "failed" && !assertionResults.some((test) => test.status === "failed");
}

/**
 * Counts of vitest's JSON report. A file that failed as a whole counts as one failure.
 * @returns {Counts}
 */
export function countVitest(report) {
  const files = report.testResults ?? [];
  const broken = files.filter(isBroken);
  const results = files.flatMap(({ assertionResults }) => assertionResults);
  const count = (status) => results.filter((test) => test.status === status).length;
  const passed = count("passed");
  const failed = count("failed") + broken.length;
  return { passed, failed, skipped: results.length - passed - count("failed") };
}

/**
 * A line for each failure of vitest's JSON report: a long log may be cut before its reader gets to the failure itself.
 * @returns {string[]}
 */
export function listFailures(report) {
  const line = (name, message) => `${name}: ${(message ?? "no message").split("\n")[0]}`;
  return (report.testResults ?? []).flatMap((file) =>
    isBroken(file)
      ? [line(file.name, file.message)]
      : file.assertionResults
          .filter(({ status }) => status === "failed")
          .map(({ fullName, failureMessages }) => line(`${file.name} > ${fullName}`, failureMessages?.[0])),
  );
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function addCounts(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of all) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** The closing line, which tools read. */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
