import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportSample, filesBelow, importDamaged, mutation } from "../../../builders/export-sample.ts";
import { emptyDataset, scratch } from "../datasets/store-fixture.ts";

const RUNS = Number(process.env.POGO_FUZZ ?? 200);
const MOST_MEMORY = 400 * 1024 * 1024;

describe.each(["parquet", "lerobot", "csv"] as const)("damaged files of %s", (format) => {
  it(
    "are refused with a typed error, or read as episodes; quickly, and in bounded memory",
    { timeout: 120_000 },
    async () => {
      const folder = scratch();
      const sample = await exportSample(folder, format);
      const store = await emptyDataset();
      const files = filesBelow(sample);
      const before = process.memoryUsage().rss;
      const outcomes = { imported: 0, refused: 0 };
      let slowest = 0;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...files), mutation, async (path, mutate) => {
          const started = performance.now();
          outcomes[await importDamaged(sample, format, path, mutate, store)]++;
          slowest = Math.max(slowest, performance.now() - started);
        }),
        { numRuns: RUNS },
      );
      expect(outcomes.refused).toBeGreaterThan(RUNS / 10);
      expect(slowest).toBeLessThan(10_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(MOST_MEMORY);
    },
  );
});
