import type { CurvePoint, Job } from "../../shared/ipc/jobs.ts";
import type { PolicySummary } from "../../shared/policy/policy-meta.ts";

/** A training: as a job of this session, as the policy that came of it, or both. */
export interface TrainingRun {
  /** the job's, or the policy's where no job of this session made it */
  readonly id: string;
  readonly name: string;
  readonly job: Job | null;
  readonly policy: PolicySummary | null;
  /** ISO 8601, UTC */
  readonly createdAt: string;
}

/** Jobs and the policies of before as one list, newest first. `requests`: what jobs were asked to do, as far as it is known. Policies that cannot be read are no runs. */
export function listRuns(
  jobs: readonly Job[],
  policies: readonly PolicySummary[],
  requests: Readonly<Record<string, { readonly name: string }>> = {},
): readonly TrainingRun[] {
  const trainings = jobs.filter(({ kind }) => kind === "train");
  const made = new Set(trainings.flatMap((job) => policyIdOf(job) ?? []));
  const runs: TrainingRun[] = [
    ...trainings.map((job): TrainingRun => {
      const policy = policies.find(({ id }) => id === policyIdOf(job)) ?? null;
      return {
        id: job.id,
        name: policy?.name ?? requests[job.id]?.name ?? job.title,
        job,
        policy,
        createdAt: job.createdAt,
      };
    }),
    ...policies
      .filter(({ id, meta }) => meta !== null && !made.has(id))
      .map((policy): TrainingRun => {
        const { id, name, meta } = policy;
        return { id, name, job: null, policy, createdAt: meta?.createdAt ?? "" };
      }),
  ];
  return runs.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
}

/** The run that made a policy, by the name under which curves and colours know it. */
export function runIdOf(policy: string, jobs: readonly Job[]): string {
  return jobs.find((job) => policyIdOf(job) === policy)?.id ?? policy;
}

/** What was told live, else what the policy's file kept. */
export function curveOf(
  { id, policy }: Pick<TrainingRun, "id" | "policy">,
  curves: Readonly<Record<string, readonly CurvePoint[]>>,
): readonly CurvePoint[] {
  const live = curves[id];
  return live !== undefined && live.length > 0 ? live : (policy?.meta?.training.curve ?? NO_POINTS);
}

const NO_POINTS: readonly CurvePoint[] = [];

function policyIdOf({ result }: Job): string | null {
  return result?.kind === "policy" ? result.policyId : null;
}
