import { promises as fs } from "node:fs";
import { join } from "node:path";
import { toFailure } from "../../shared/base/failure.ts";
import type { UnfinishedTraining } from "../../shared/ipc/jobs.ts";
import { STATE_SUFFIX } from "./checkpoint-file.ts";
import { readTrainingState } from "./training-state-file.ts";

const POLICY_SUFFIX = ".safetensors";

/** Trainings that left a state beside the policies of `folder`, newest first. Those that cannot be read say why. */
export async function listUnfinished(folder: string): Promise<readonly UnfinishedTraining[]> {
  const ids = (await fs.readdir(folder))
    .filter((name) => name.endsWith(POLICY_SUFFIX + STATE_SUFFIX))
    .map((name) => name.slice(0, -(POLICY_SUFFIX + STATE_SUFFIX).length));
  const found: UnfinishedTraining[] = [];
  // One after the other: a state may be large.
  for (const id of ids) {
    const path = join(folder, id + POLICY_SUFFIX + STATE_SUFFIX);
    try {
      found.push(await describe(id, path));
    } catch (error) {
      const failure = toFailure(error);
      // It was finished or discarded between the listing and the look at it.
      if (failure.kind !== "not-found") found.push({ ...UNREADABLE, id, name: id, path, problem: failure.message });
    }
  }
  return found.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id));
}

const UNREADABLE = {
  algorithm: "bc",
  dataset: "",
  seed: 0,
  epoch: 0,
  epochs: 0,
  steps: 0,
  seconds: 0,
  loss: null,
  createdAt: "",
} as const;

async function describe(id: string, path: string): Promise<UnfinishedTraining> {
  const { head, state } = await readTrainingState(path);
  const { request } = head;
  return {
    id,
    name: request.name,
    path,
    algorithm: request.algorithm,
    dataset: request.dataset,
    seed: request.seed,
    epoch: state.epoch,
    epochs: request.config.epochs,
    steps: state.engine.steps,
    seconds: head.seconds,
    loss: state.meter.points.at(-1)?.loss ?? null,
    createdAt: head.createdAt,
    problem: null,
  };
}
