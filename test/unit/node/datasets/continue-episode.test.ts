import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { continueEpisode } from "../../../../src/node/datasets/continue-episode.ts";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { createDataset, openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { createReplaySimulator } from "../../../../src/node/record/replay-simulator.ts";
import type { StepBatch } from "../../../../src/shared/dataset/columns.ts";
import { createStepInput } from "../../../../src/shared/record/step-input.ts";
import { createStepRecorder } from "../../../../src/shared/record/step-recorder.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import { episodeStart, realBatches } from "../../../builders/services.ts";
import { expectFailure, scratch, STOPPED } from "./store-fixture.ts";

async function openStore(): Promise<DatasetStore> {
  const path = join(scratch(), "hops");
  await createDataset({ path, name: "Hops" });
  const store = await openDataset(path, { mode: "write", createSimulator: createReplaySimulator });
  onTestFinished(() => store.close());
  return store;
}

async function save(store: DatasetStore, batches: readonly StepBatch[]): Promise<string> {
  const recording = await store.begin(episodeStart());
  for (const batch of batches) await recording.append(batch);
  return (await recording.finish(STOPPED)).id;
}

/** What `realBatches(to)` holds from step `from` on, recorded by one that goes on there. */
function laterBatches(from: number, to: number): StepBatch[] {
  const batches: StepBatch[] = [];
  const hopper = createHopper();
  hopper.reset(1);
  const recorder = createStepRecorder((batch) => batches.push(batch));
  const input = createStepInput();
  input.source = "human";
  input.level = "cruise";
  for (let i = 0; i < from; i += 1) hopper.step(input.action);
  recorder.resume(from, 0);
  for (let i = from; i < to; i += 1) recorder.step(hopper, input);
  recorder.finish("operator");
  return batches;
}

it("goes on from where an episode was stopped: the stop is no end any more, and stays one in the parent", async () => {
  const store = await openStore();
  const parent = await save(store, realBatches(20));
  const recording = await continueEpisode(store, { ...episodeStart(), parent: { episode: parent, step: 20 } });
  for (const batch of laterBatches(20, 30)) await recording.append(batch);
  const { id, replays } = await recording.finish(STOPPED);
  expect(replays).toBe(true);
  const unbroken = await store.load(await save(store, realBatches(30)));
  expect((await store.load(id)).columns).toEqual(unbroken.columns);
  expect((await store.load(parent)).columns.truncated?.at(-1)).toBe(1);
});

it("goes on from an episode that was recorded before a column was, and then lacks it too", async () => {
  const store = await openStore();
  const earlier = realBatches(20).map(({ columns: { pad_device: _device, ...columns }, ...rest }) => ({
    ...rest,
    columns,
  }));
  const parent = await save(store, earlier);
  const start = { ...episodeStart(), parent: { episode: parent, step: 20 } };
  const recording = await continueEpisode(store, start);
  for (const batch of laterBatches(20, 30)) await recording.append(batch);
  const { id, replays } = await recording.finish(STOPPED);
  expect(replays).toBe(true);
  const { pad_device: _device, ...columns } = (await store.load(await save(store, realBatches(30)))).columns;
  expect((await store.load(id)).columns).toEqual(columns);
  const anew = await continueEpisode(store, { ...start, parent: { episode: parent, step: 0 } });
  for (const batch of realBatches(30)) await anew.append(batch);
  expect((await store.load((await anew.finish(STOPPED)).id)).columns.pad_device).toHaveLength(30);
});

it("does not go on after a fall, but does from the step before it", async () => {
  const store = await openStore();
  const parent = await save(store, realBatches(200));
  const { steps, terminated } = await store.episode(parent);
  expect(terminated).toBe(true);
  const after = { ...episodeStart(), parent: { episode: parent, step: steps } };
  const { failure } = await expectFailure(continueEpisode(store, after), "invalid-input");
  expect(failure.message).toContain(`ended at step ${steps}`);
  const before = await continueEpisode(store, { ...after, parent: { episode: parent, step: steps - 1 } });
  expect(before.steps).toBe(steps - 1);
  await before.discard();
});
