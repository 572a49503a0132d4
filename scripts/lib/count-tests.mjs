/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts of vitest's JSON report. A file that failed as a whole, before or around its tests, counts as one failure.
 * @returns {Counts}
 */
export function countVitest(report) {
  const files = report.testResults ?? [];
  const broken = files.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const results = files.flatMap(({ assertionResults }) => assertionResults);
  const count = (status) => results.filter((test) => test.status === status).length;
  const passed = count("passed");
  const failed = count("failed") + broken.length;
  return { passed, failed, skipped: results.length - passed - count("failed") };
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
