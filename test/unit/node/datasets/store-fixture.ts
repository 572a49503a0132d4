import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { FailureError } from "../../../../src/shared/base/failure.ts";
import type { FailureKind } from "../../../../src/shared/base/failure.ts";
import type { EpisodeEnd } from "../../../../src/shared/dataset/episode.ts";
import { createDataset, openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { episodeStart, stepBatch } from "../../../builders/step-batch.ts";

export const STOPPED: EpisodeEnd = { cause: "operator", health: null };

/** A folder that goes when the test ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "pogo-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty dataset open for writing. */
export async function emptyDataset(): Promise<DatasetStore> {
  const path = join(scratch(), "hops");
  await createDataset({ path, name: "Hops" });
  return openForWriting(path);
}

export async function openForWriting(path: string): Promise<DatasetStore> {
  const store = await openDataset(path, { mode: "write" });
  onTestFinished(() => store.close());
  return store;
}

/** Records an episode that a person stops, in batches of up to 32 steps; answers its id. */
export async function record(store: DatasetStore, steps: number): Promise<string> {
  const recording = await store.begin(episodeStart());
  for (let first = 0; first < steps; first += 32) await recording.append(stepBatch(first, Math.min(32, steps - first)));
  return (await recording.finish(STOPPED)).id;
}

/** Expects a FailureError of this kind with a message and a remedy. */
export async function expectFailure(promise: Promise<unknown>, kind: FailureKind): Promise<FailureError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FailureError);
  if (!(error instanceof FailureError)) throw new Error("unreachable");
  expect(error.failure.kind).toBe(kind);
  expect(error.failure.message).not.toBe("");
  expect(error.failure.remedy).not.toBe("");
  return error;
}
