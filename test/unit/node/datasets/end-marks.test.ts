import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { decodeEpisode } from "../../../../src/shared/dataset/arrow/decode-episode.ts";
import { END_CAUSES } from "../../../../src/shared/dataset/columns.ts";
import type { StepBatch, StepColumns } from "../../../../src/shared/dataset/columns.ts";
import { ROWS_PER_BATCH } from "../../../../src/shared/dataset/arrow/encode-whole.ts";
import { episodeStart, running, stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset } from "./store-fixture.ts";

const INTERRUPTED = { cause: "interrupted", health: null } as const;
const batches = [running(stepBatch(0, 32)), running(stepBatch(32, 16))];

const endsOf = ({ truncated, cause }: StepColumns): readonly unknown[] => [
  [...(truncated ?? [])].flatMap((flag, row) => (flag === 1 ? [row] : [])),
  [...(cause ?? [])].flatMap((code, row) => (code > 0 ? [`${row} ${END_CAUSES[code]}`] : [])),
];

async function interrupted(rows: readonly StepBatch[]) {
  const store = await emptyDataset();
  const recording = await store.begin(episodeStart());
  for (const batch of rows) await recording.append(batch);
  return { store, recording, file: join(store.path, "episodes", `${recording.episodeId}.arrow`) };
}

test("the file of a recording that was cut short says so in its last row, for whoever reads rows alone", async () => {
  const { recording, file } = await interrupted(batches);
  expect(await recording.finish(INTERRUPTED)).toMatchObject({ truncated: true, cause: "interrupted" });
  expect(endsOf(decodeEpisode(readFileSync(file)).columns)).toEqual([[47], ["47 interrupted"]]);
});

test("the mark is in the last of several batches", async () => {
  const long = running(stepBatch(0, ROWS_PER_BATCH + 2));
  const { recording, file } = await interrupted([long]);
  await recording.finish(INTERRUPTED);
  const last = ROWS_PER_BATCH + 1;
  expect(endsOf(decodeEpisode(readFileSync(file)).columns)).toEqual([[last], [`${last} interrupted`]]);
});

test("a journal that had to take its episode's place is used with the mark, and read as it was written", async () => {
  const { store, recording, file } = await interrupted(batches);
  // Stands for a full disk: the file beside cannot be made.
  mkdirSync(`${file}.tmp`);
  const { id } = await recording.finish(INTERRUPTED);
  const reader = await openDataset(store.path, { mode: "read" });
  const [summary] = await reader.usedEpisodes();
  expect(endsOf((await reader.loadUsed(summary!)).columns)).toEqual([[47], ["47 interrupted"]]);
  expect(endsOf((await reader.load(id)).columns)).toEqual([[], []]);
  for await (const { columns } of reader.rows(["terminated", "truncated", "cause"]))
    expect(endsOf(columns)).toEqual([[47], ["47 interrupted"]]);
});
