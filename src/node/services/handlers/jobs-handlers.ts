import type { RequestName } from "../../../shared/ipc/contract.ts";
import { startEvaluation } from "../../jobs/start-evaluation.ts";
import { startTraining } from "../../jobs/start-training.ts";
import type { Trainings } from "../../jobs/start-training.ts";
import type { ServiceContext } from "../context.ts";
import { createUnfinishedTrainings } from "../unfinished-trainings.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

type JobRequests = RequestsOf<"jobs"> | RequestsOf<"train"> | Extract<RequestName, "evaluate/start">;

export function jobsHandlers({
  jobs,
  policies,
  datasets,
  spawnTrainer,
  workerEntry,
  emit,
}: ServiceContext): Handlers<JobRequests> {
  const onPolicy = (): void => emit({ type: "policies-changed" });
  const trainings: Trainings = new Map();
  const training = { jobs, policies, spawnTrainer, onPolicy, trainings };
  const unfinished = createUnfinishedTrainings(training, datasets);
  return {
    "jobs/list": () => Promise.resolve(jobs.list()),
    "jobs/cancel": ({ job }) => {
      jobs.cancel(job);
      return Promise.resolve(null);
    },
    "jobs/dismiss": ({ job }) => {
      jobs.dismiss(job);
      return Promise.resolve(null);
    },
    "jobs/curve": ({ job }) => Promise.resolve(jobs.curve(job)),
    "train/start": async (request) => startTraining(training, request, await datasets.find(request.dataset)),
    "train/unfinished": () => unfinished.list(),
    "train/resume": ({ training: id }) => unfinished.resume(id),
    "train/discard": async ({ training: id }) => {
      await unfinished.discard(id);
      return null;
    },
    "evaluate/start": (request) => Promise.resolve(startEvaluation({ jobs, policies, workerEntry, onPolicy }, request)),
  };
}
