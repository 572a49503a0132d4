import { assertNever } from "../../shared/base/assert-never.ts";
import type { JobKind, JobResult } from "../../shared/ipc/jobs.ts";
import type { Route } from "../state/route.ts";
import { formatCount, formatLoss, formatPercent, formatPlural, formatReturn } from "./format.ts";

/** What came of a job, in words, and where it can be seen. */
export interface JobOutcome {
  readonly text: string;
  readonly link: { readonly label: string; readonly route: Route } | null;
}

const policyRoute = (policy: string, watch: boolean): Route => ({ screen: "policies", policy, watch });

export function describeResult(result: JobResult): JobOutcome {
  switch (result.kind) {
    case "policy": {
      const mean = result.meanReturn === null ? "" : `mean return ${formatReturn(result.meanReturn)}, `;
      return {
        text: `${mean}loss ${formatLoss(result.finalLoss)}`,
        link: { label: "Watch", route: policyRoute(result.policyId, true) },
      };
    }
    case "dataset":
      return {
        text: describeDataset(result),
        link: { label: "Open", route: { screen: "library", dataset: result.datasetId, episode: null } },
      };
    case "files":
      return { text: result.files.join(", "), link: null };
    case "verified":
      return {
        text:
          result.failed.length === 0
            ? `all ${formatPlural(result.episodes, "episode")} hold`
            : `${result.failed.length} of ${formatPlural(result.episodes, "episode")} do not: ${result.failed.join(", ")}`,
        link: null,
      };
    case "statistics": {
      const { episodes, steps } = result.statistics;
      return {
        text: `${formatPlural(episodes, "episode")}, ${formatCount(steps)} steps`,
        link: { label: "Open", route: { screen: "library", dataset: result.dataset, episode: null } },
      };
    }
    case "evaluation":
      return {
        text: `return ${formatReturn(result.mean)} ± ${formatReturn(result.std)}, falls in ${formatPercent(result.fallRate)} of episodes`,
        link: null,
      };
    default:
      return assertNever(result);
  }
}

function describeDataset({ episodes, steps, notes }: Extract<JobResult, { kind: "dataset" }>): string {
  const brought = `${formatPlural(episodes, "episode")}, ${formatCount(steps)} steps`;
  return notes.length === 0 ? brought : `${brought}. ${notes.join(" ")}`;
}

export const JOB_LABELS: Readonly<Record<JobKind, string>> = {
  train: "Training",
  import: "Import",
  export: "Export",
  verify: "Verification",
  statistics: "Statistics",
  evaluate: "Evaluation",
};
