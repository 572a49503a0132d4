import { basename } from "node:path";
import { ulid } from "ulid";
import type { Job } from "../../shared/ipc/jobs.ts";
import type { TrainRequest } from "../../shared/ipc/train-config.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import type { SpawnTrainer } from "../services/services.ts";
import { runTrainer } from "../trainer/run-trainer.ts";
import type { JobRegistry } from "./job-registry.ts";

/** What a training job needs of its host. */
export interface TrainingHost {
  readonly jobs: JobRegistry;
  readonly policies: PolicyStore;
  readonly spawnTrainer: SpawnTrainer;
  /** called when a new policy is in the store */
  readonly onPolicy?: (id: string) => void;
}

/** Queues a training behind those already asked for; its policy appears in the store under a new id. */
export function startTraining(host: TrainingHost, request: TrainRequest, datasetPath: string): Job {
  return host.jobs.start({
    kind: "train",
    title: `Train ${request.name} on ${basename(datasetPath)}`,
    lane: "training",
    run: async ({ signal, progress, curve }) => {
      const policyId = ulid();
      const order = {
        request,
        datasetPath,
        out: host.policies.pathOf(policyId),
        policyId,
        createdAt: new Date().toISOString(),
        prefer: "node" as const,
        workers: null,
      };
      const report = await runTrainer(host.spawnTrainer, order, { signal, onProgress: progress, onCurve: curve });
      host.onPolicy?.(policyId);
      return { kind: "policy", policyId, finalLoss: report.finalLoss, meanReturn: report.evaluation?.mean ?? null };
    },
  });
}
