import { basename } from "node:path";
import { ulid } from "ulid";
import type { Job } from "../../shared/ipc/jobs.ts";
import type { TrainRequest } from "../../shared/ipc/train-config.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import type { SpawnTrainer } from "../services/services.ts";
import type { TrainingOrder } from "../trainer/messages.ts";
import { runTrainer } from "../trainer/run-trainer.ts";
import type { JobRegistry } from "./job-registry.ts";

/** The trainings of a host by the id of the policy they make. */
export type Trainings = Map<string, "asked" | "ended">;

/** What a training job needs of its host. */
export interface TrainingHost {
  readonly jobs: JobRegistry;
  readonly policies: PolicyStore;
  readonly spawnTrainer: SpawnTrainer;
  /** called when a new policy is in the store */
  readonly onPolicy?: (id: string) => void;
  /** kept up to date */
  readonly trainings?: Trainings;
}

/** A training that goes on from its state. */
export type ResumedTraining = Required<Pick<TrainingOrder, "policyId" | "createdAt" | "resume">>;

/**
 * Queues a training behind those already asked for; its policy appears in the store under a new id, or under its own
 * where it goes on from a state.
 */
export function startTraining(
  host: TrainingHost,
  request: TrainRequest,
  datasetPath: string,
  resumed?: ResumedTraining,
): Job {
  const policyId = resumed?.policyId ?? ulid();
  const job = host.jobs.start({
    kind: "train",
    title: `Train ${request.name} on ${basename(datasetPath)}`,
    lane: "training",
    run: async ({ signal, progress, curve }) => {
      const order = {
        request,
        datasetPath,
        out: host.policies.pathOf(policyId),
        policyId,
        createdAt: new Date().toISOString(),
        prefer: "node" as const,
        workers: null,
        ...resumed,
      };
      const report = await runTrainer(host.spawnTrainer, order, { signal, onProgress: progress, onCurve: curve });
      host.onPolicy?.(policyId);
      return { kind: "policy", policyId, finalLoss: report.finalLoss, meanReturn: report.evaluation?.mean ?? null };
    },
  });
  host.trainings?.set(policyId, "asked");
  void host.jobs.ended(job.id).then(() => host.trainings?.set(policyId, "ended"));
  return job;
}
