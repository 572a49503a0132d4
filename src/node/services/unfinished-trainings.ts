import { promises as fs } from "node:fs";
import { isAbsolute } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import type { Job, UnfinishedTraining } from "../../shared/ipc/jobs.ts";
import { removeFile } from "../datasets/durable-files.ts";
import { startTraining } from "../jobs/start-training.ts";
import type { TrainingHost, Trainings } from "../jobs/start-training.ts";
import { leftoverFiles } from "../trainer/checkpoint-file.ts";
import { listUnfinished } from "../trainer/list-unfinished.ts";
import { readTrainingState } from "../trainer/training-state-file.ts";
import type { HomeDatasets } from "./home-datasets.ts";

/** A trainer writes its state every few seconds: one written this lately may belong to a trainer of another program. */
const FRESH_MS = 30_000;
const IN_USE = "Its state was written a moment ago: another program may still be training it.";

/** The trainings of a home that were cancelled or killed. */
export interface UnfinishedTrainings {
  list(): Promise<readonly UnfinishedTraining[]>;
  /** FailureError "not-found", "invalid-file", or "locked" while it still runs */
  resume(id: string): Promise<Job>;
  discard(id: string): Promise<void>;
}

export function createUnfinishedTrainings(
  host: TrainingHost & { readonly trainings: Trainings },
  datasets: Pick<HomeDatasets, "find">,
  now: () => number = Date.now,
): UnfinishedTrainings {
  const { policies, trainings } = host;
  const stateOf = (id: string): string => leftoverFiles(policies.pathOf(id)).state;
  const isFresh = async (id: string): Promise<boolean> => {
    if (trainings.get(id) === "ended") return false;
    const modified = await fs.stat(stateOf(id)).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.NEGATIVE_INFINITY,
    );
    return now() - modified < FRESH_MS;
  };
  const refuseBusy = async (id: string): Promise<void> => {
    if (trainings.get(id) === "asked")
      throw new FailureError("locked", "This training is running or waiting.", "Wait for its end, or cancel it first.");
    if (await isFresh(id)) throw new FailureError("locked", IN_USE, "Try again in half a minute.");
  };
  const findDataset = async (dataset: string): Promise<string> => {
    // The command line asks by folder.
    if (isAbsolute(dataset)) return dataset;
    return datasets.find(dataset);
  };
  return {
    async list() {
      const found = await listUnfinished(policies.folder);
      const idle = found.filter(({ id }) => trainings.get(id) !== "asked");
      return Promise.all(
        idle.map(async (one) => ((await isFresh(one.id)) ? { ...one, problem: one.problem ?? IN_USE } : one)),
      );
    },
    async resume(id) {
      await refuseBusy(id);
      const resume = stateOf(id);
      const { request, createdAt } = (await readTrainingState(resume)).head;
      return startTraining(host, request, await findDataset(request.dataset), { policyId: id, createdAt, resume });
    },
    async discard(id) {
      await refuseBusy(id);
      const { checkpoint, state } = leftoverFiles(policies.pathOf(id));
      await Promise.all([removeFile(state), removeFile(checkpoint)]);
    },
  };
}
