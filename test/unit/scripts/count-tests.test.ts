import { expect, test } from "vitest";
import { addCounts, closingLine, countVitest, listFailures } from "../../../scripts/lib/count-tests.mjs";

function file(status: string, ...tests: string[]): object {
  return { status, assertionResults: tests.map((each) => ({ status: each })) };
}

test("counts passed, failed and skipped tests of all files", () => {
  const report = {
    testResults: [file("passed", "passed", "passed"), file("failed", "failed", "passed", "skipped", "todo")],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

test("a file that failed as a whole is a failure of its own", () => {
  expect(countVitest({ testResults: [file("failed"), file("failed", "passed", "pending")] })).toEqual({
    passed: 1,
    failed: 2,
    skipped: 1,
  });
});

test("no report, no tests", () => {
  expect(countVitest({})).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("the closing line adds all suites", () => {
  const sum = addCounts([
    { passed: 3, failed: 1, skipped: 0 },
    { passed: 4, failed: 0, skipped: 2 },
  ]);
  expect(closingLine(sum)).toBe("7 passed, 1 failed");
});

test("every failure has a line that says which, and how it began", () => {
  const failed = { status: "failed", fullName: "hops high", failureMessages: ["Error: it fell\n  at hop.ts"] };
  const report = {
    testResults: [
      { name: "a.test.ts", status: "failed", assertionResults: [failed, { status: "passed", fullName: "stands" }] },
      { name: "b.test.ts", status: "failed", message: "no such module\nb.ts", assertionResults: [] },
      { name: "c.test.ts", status: "passed", assertionResults: [] },
    ],
  };
  expect(listFailures(report)).toEqual(["a.test.ts > hops high: Error: it fell", "b.test.ts: no such module"]);
  expect(listFailures({})).toEqual([]);
});
