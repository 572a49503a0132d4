import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { MAX_EDITS } from "../../../../src/shared/dataset/curation.ts";
import type { Curation } from "../../../../src/shared/dataset/curation.ts";
import type { EpisodeMeta } from "../../../../src/shared/dataset/episode.ts";
import { episodeStart, stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset, expectFailure, STOPPED } from "./store-fixture.ts";

function add(store: DatasetStore, curation: Partial<Curation> = {}): Promise<EpisodeMeta> {
  const { columns, snapshots, finalObservation } = stepBatch(0, 10);
  return store.addEpisode({ start: episodeStart(), columns, snapshots, finalObservation, end: STOPPED, curation });
}

it("an edit of more episodes than can be read back is refused, and nothing is written", async () => {
  const store = await emptyDataset();
  const { id: episode } = await add(store);
  const edits = (count: number) => Array.from({ length: count }, () => ({ op: "keep" as const, episode }));
  await store.edit(edits(MAX_EDITS));
  const before = readFileSync(join(store.path, "curation.jsonl"), "utf8");
  await expectFailure(store.edit(edits(MAX_EDITS + 1)), "invalid-input");
  expect(readFileSync(join(store.path, "curation.jsonl"), "utf8")).toBe(before);
  const reader = await openDataset(store.path, { mode: "read" });
  expect((await reader.history()).standing).toHaveLength(1);
});

it("an episode from elsewhere brings any number of tags", async () => {
  const store = await emptyDataset();
  const tags = Array.from({ length: 45 }, (_tag, i) => `tag ${i}`);
  const { id } = await add(store, { tags });
  expect((await store.episode(id)).curation.tags).toEqual(tags);
  expect((await store.history()).standing).toHaveLength(1);
});

it("an episode whose labels make no sense is not added at all", async () => {
  const store = await emptyDataset();
  await expectFailure(add(store, { trim: { from: 0, to: 11 } }), "invalid-input");
  await expectFailure(add(store, { rating: 9 }), "invalid-input");
  expect(await store.episodes()).toEqual([]);
});

it("lines of the log that cannot be read are counted, also after further edits", async () => {
  const store = await emptyDataset();
  const { id: episode } = await add(store);
  await store.edit([{ op: "rate", episode, rating: 3 }]);
  expect(await store.summary()).toMatchObject({ unreadableEdits: 0 });
  appendFileSync(join(store.path, "curation.jsonl"), '{"op":"rate","ra\n');
  expect(await store.summary()).toMatchObject({ unreadableEdits: 1, problems: 0 });
  await store.edit([{ op: "name", episode, name: "Long hop" }]);
  await store.undo();
  expect(await store.summary()).toMatchObject({ unreadableEdits: 1 });
  expect(await store.episode(episode)).toMatchObject({ name: "Episode 1", curation: { rating: 3 } });
});
