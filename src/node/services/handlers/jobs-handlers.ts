import type { RequestName } from "../../../shared/ipc/contract.ts";
import { startEvaluation } from "../../jobs/start-evaluation.ts";
import { startTraining } from "../../jobs/start-training.ts";
import type { ServiceContext } from "../context.ts";
import type { Handlers, RequestsOf } from "./handler.ts";

type JobRequests = RequestsOf<"jobs"> | Extract<RequestName, "train/start" | "evaluate/start">;

export function jobsHandlers({
  jobs,
  policies,
  datasets,
  spawnTrainer,
  workerEntry,
  emit,
}: ServiceContext): Handlers<JobRequests> {
  const onPolicy = (): void => emit({ type: "policies-changed" });
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
    "train/start": async (request) =>
      startTraining({ jobs, policies, spawnTrainer, onPolicy }, request, await datasets.find(request.dataset)),
    "evaluate/start": (request) => Promise.resolve(startEvaluation({ jobs, policies, workerEntry, onPolicy }, request)),
  };
}
