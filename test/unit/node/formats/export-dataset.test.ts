import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { FOREIGN_FORMATS } from "../../../../src/shared/dataset/foreign-formats.ts";
import type { ForeignFormat } from "../../../../src/shared/dataset/foreign-formats.ts";
import { CARD_SAMPLE } from "../../../../src/shared/export/dataset-card.ts";
import { writeScriptedDataset } from "../../../builders/scripted-dataset.ts";
import { episodeStart, REQUIRED_COLUMNS, stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset, expectFailure, scratch, STOPPED } from "../datasets/store-fixture.ts";

it.each(FOREIGN_FORMATS)("a dataset without used episodes is not exported to %s", async (format) => {
  const parent = scratch();
  await expectFailure(exportDataset(await emptyDataset(), format, join(parent, "out")), "invalid-input");
  expect(readdirSync(parent)).toEqual([]);
});

/** The table of statistics in an export's card, cells by row, and the line below it. */
async function statisticsIn(
  store: DatasetStore,
  format: ForeignFormat,
): Promise<{ readonly rows: readonly (readonly string[])[]; readonly note: string }> {
  const out = join(scratch(), "out");
  await exportDataset(store, format, out);
  const card = readFileSync(join(out, "README.md"), "utf8");
  const [, table = "", note = ""] = /(\| value \|.*?)\n\n(.*?)\n/s.exec(card) ?? [];
  return { rows: table.split("\n").map((line) => line.split("|").map((cell) => cell.trim())), note };
}

/** Adds an episode whose heights are every k/steps once, in an order that tells nothing. */
async function addHeights(store: DatasetStore, id: string, steps: number): Promise<void> {
  const { columns, finalObservation } = stepBatch(0, steps, REQUIRED_COLUMNS);
  const stride = 7919;
  for (let i = 0; i < steps; i++) columns.observation![i * 11] = ((i * stride) % steps) / steps;
  await store.addEpisode({ id, start: episodeStart(), columns, snapshots: [], finalObservation, end: STOPPED });
}

it("a card's quantiles are sampled where there are many steps, say so, and are the same every time", async () => {
  const store = await emptyDataset();
  await addHeights(store, "01M7ZMP1Z3A1Q17P83JJE3GSJ5", CARD_SAMPLE);
  const exact = await statisticsIn(store, "parquet");
  expect(exact.note).toMatch(/^Observation: /);
  expect(exact.rows.find(([, name]) => name === "`z`")).toMatchObject({ 6: "0.009999", 7: "0.5", 8: "0.9899" });
  await addHeights(store, "01M7ZMP1Z3A1Q17P83JJE3GSJ6", 5000);
  const [parquet, mcap] = [await statisticsIn(store, "parquet"), await statisticsIn(store, "mcap")];
  expect(parquet.note).toContain("a sample of 8192 to 16384 steps");
  expect(mcap).toEqual(parquet);
  const [low, middle, high] = (parquet.rows.find(([, name]) => name === "`z`") ?? []).slice(6, 9).map(Number);
  // four standard errors of 8192 steps
  expect(Math.abs(low! - 0.01)).toBeLessThan(0.0044);
  expect(Math.abs(middle! - 0.5)).toBeLessThan(0.0221);
  expect(Math.abs(high! - 0.99)).toBeLessThan(0.0044);
});

it("a place that cannot take the folder is told before anything is read", async () => {
  const path = join(scratch(), "hops");
  await writeScriptedDataset(path, 1, 3);
  const store = await openDataset(path, { mode: "read" });
  const parent = scratch();
  const file = join(parent, "file");
  writeFileSync(file, "mine");
  const fail = async (out: string, kind: "already-exists" | "disk"): Promise<string> => {
    const onProgress = (): void => expect.unreachable();
    return (await expectFailure(exportDataset(store, "csv", out, { onProgress }), kind)).message;
  };
  expect(await fail(file, "already-exists")).toContain("is a file");
  expect(await fail(parent, "already-exists")).toContain("has files in it");
  await fail(join(file, "below"), "disk");
  expect(await fail(join(parent, "x".repeat(300)), "disk")).toContain("name is too long");
  expect(readdirSync(parent)).toEqual(["file"]);
});
