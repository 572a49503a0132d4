import { defineConfig } from "vitest/config";

/**
 * One project per suite, so that each can be run and counted alone. Only the end-to-end suites need a built app; they
 * start programs of their own and therefore run one file at a time.
 */
const endToEnd = {
  pool: "forks",
  fileParallelism: false,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/{unit,architecture,interop,fuzz}/**/*.test.{ts,tsx}"],
          pool: "forks",
          // Each beyond what a test that succeeds ever takes: a busy machine is ten times as slow as a quiet one.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      { test: { name: "cli", include: ["test/e2e/cli/**/*.test.ts"], ...endToEnd } },
      { test: { name: "faults", include: ["test/e2e/faults/**/*.test.ts"], ...endToEnd } },
      { test: { name: "chromium", include: ["test/e2e/chromium/**/*.test.ts"], ...endToEnd } },
      {
        test: {
          name: "electron",
          include: ["test/e2e/electron9/**/*.test.ts"],
          globalSetup: "test/e2e/electron9/harness/build-once.ts",
          ...endToEnd,
        },
      },
    ],
  },
});
