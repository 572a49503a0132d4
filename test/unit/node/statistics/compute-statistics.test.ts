import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { computeStatistics } from "../../../../src/node/statistics/compute-statistics.ts";
import { StatisticsAccumulator } from "../../../../src/shared/dataset/statistics/statistics-accumulator.ts";
import { writeScriptedDataset } from "../../../builders/scripted-dataset.ts";
import { expectFailure, scratch } from "../datasets/store-fixture.ts";

async function dataset(episodes: number, steps: number): Promise<DatasetStore> {
  const path = join(scratch(), "hops");
  await writeScriptedDataset(path, episodes, steps);
  return openDataset(path, { mode: "read" });
}

it("statistics are those of the episodes as they are loaded one by one", async () => {
  const store = await dataset(5, 60);
  const accumulator = new StatisticsAccumulator();
  for (const episode of await store.usedEpisodes()) accumulator.add(await store.loadUsed(episode));
  const progress: (readonly [number, number])[] = [];
  const statistics = await computeStatistics(store, { onProgress: (...args) => progress.push(args) });
  expect(statistics).toEqual(accumulator.result());
  expect(progress).toEqual([60, 120, 180, 240, 300].map((done) => [done, 300]));
});

it("statistics let the host do other things between long stretches of work, and can be cancelled", async () => {
  const store = await dataset(5, 30);
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  const seen: number[] = [];
  const onProgress = (): void => {
    seen.push(turns);
    for (const until = performance.now() + 11; performance.now() < until;);
  };
  await computeStatistics(store, { onProgress });
  clearImmediate(next);
  expect(seen).toHaveLength(5);
  expect(seen).toEqual([...new Set(seen)]);
  const signal = { aborted: false };
  const stop = computeStatistics(store, { signal, onProgress: (done) => (signal.aborted = done >= 60) });
  await expectFailure(stop, "cancelled");
});

it("an episode whose rows are damaged fails the statistics", async () => {
  const store = await dataset(2, 300);
  const [, second] = await store.episodes();
  const file = join(store.path, "episodes", `${second?.id}.arrow`);
  const bytes = await readFile(file);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await writeFile(file, bytes);
  const fresh = await openDataset(store.path, { mode: "read" });
  expect((await expectFailure(computeStatistics(fresh), "invalid-file")).message).not.toBe("");
});
