import { expect, test } from "vitest";
import { findHiddenInputs, findInexactMath, findLongFiles } from "../../scripts/lib/check-purity.mjs";

test.each([
  "Math.random()",
  "Date.now()",
  "new Date()",
  "performance.now()",
  "crypto.getRandomValues(a)",
  "setTimeout(f, 1)",
])("a hidden input is found: %s", (code) => {
  expect(findHiddenInputs("a.ts", `\n${code};`)).toHaveLength(1);
  expect(findHiddenInputs("a.ts", `\n${code};`)[0]).toMatch(/^a\.ts:2: /);
});

test.each(["new Date(0)", "options.random()", "clock.now()", "// Math.random()"])("no hidden input: %s", (code) => {
  expect(findHiddenInputs("a.ts", code)).toEqual([]);
});

test.each([
  "Math.sin(1)",
  "Math.atan2(1, 2)",
  "Math.hypot(1, 2)",
  "x ** 2",
  "x **= 2",
  "const { sin } = Math",
  'Math["sin"](1)',
  "[1].map(Math.exp)",
])("inexact mathematics is found: %s", (code) => {
  expect(findInexactMath("a.ts", code)).toHaveLength(1);
});

test.each(["Math.sqrt(2)", "Math.abs(-1)", "Math.PI", "2 ** 53", "1 / 3", "// Math.sin"])("exact: %s", (code) => {
  expect(findInexactMath("a.ts", code)).toEqual([]);
});

test("long files, and a long median", () => {
  const files = new Map([
    ["a.ts", "x\n".repeat(11)],
    ["b.ts", "x\n".repeat(4)],
  ]);
  expect(findLongFiles(files, 10, 20)).toEqual(["a.ts: 11 lines"]);
  expect(findLongFiles(files, 20, 5)).toEqual(["the median file has 11 lines"]);
  expect(findLongFiles(files, 11, 11)).toEqual([]);
});
