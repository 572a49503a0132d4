import { FailureError } from "../shared/base/failure.ts";
import type { CurvePoint } from "../shared/ipc/jobs.ts";
import { findBuiltProgram } from "../node/services/built-program.ts";
import { forkTrainer } from "../node/trainer/fork-trainer.ts";
import type { TrainingOrder, TrainingReport } from "../node/trainer/messages.ts";
import { runTrainer } from "../node/trainer/run-trainer.ts";
import type { CommandContext } from "./cli.ts";
import { formatNumber, formatTable } from "./format.ts";

/** What `train` answers. */
export interface TrainedReport {
  /** file of the policy */
  readonly policy: string;
  readonly policyId: string;
  readonly algorithm: string;
  readonly backend: string;
  readonly backendVersion: string;
  readonly note: string | null;
  readonly steps: number;
  readonly seconds: number;
  readonly samplesPerSecond: number;
  readonly finalLoss: number;
  readonly validationLoss: number | null;
  readonly best: TrainingReport["best"];
  readonly last: TrainingReport["last"];
  readonly curve: readonly CurvePoint[];
  readonly evaluation: TrainingReport["evaluation"];
  readonly rounds?: TrainingReport["rounds"];
  readonly roundsDataset?: TrainingReport["roundsDataset"];
}

/** Trains in a process of its own under a progress bar. */
export async function trainWithProgress(
  context: CommandContext,
  order: Omit<TrainingOrder, "createdAt" | "prefer">,
): Promise<TrainedReport> {
  const entry = findBuiltProgram("trainer");
  if (entry === null) throw new FailureError("unsupported", "The trainer is not built.", "Run npm run build.");
  const bar = context.progress("Training");
  const curve: CurvePoint[] = [];
  const report = await runTrainer(
    forkTrainer(entry),
    { ...order, createdAt: new Date().toISOString(), prefer: "node" },
    {
      signal: context.signal,
      onProgress: (progress) => bar.update(progress),
      onCurve: (points) => void curve.push(...points),
    },
  );
  bar.stop();
  const { path, ...rest } = report;
  return { policy: path, curve, ...rest };
}

export function describeTrained({
  policy,
  algorithm,
  backend,
  backendVersion,
  note,
  steps,
  seconds,
  samplesPerSecond,
  finalLoss,
  validationLoss,
  evaluation,
  rounds = [],
  roundsDataset = null,
}: TrainedReport): string {
  return [
    ...(rounds.length === 0 ? [] : [describeRounds(rounds), ""]),
    `${algorithm} on ${backend} ${backendVersion}: ${formatNumber(steps)} steps in ${seconds.toFixed(1)} s, ${formatNumber(samplesPerSecond)} samples/s`,
    ...(note === null ? [] : [`note: ${note}`]),
    `loss ${formatNumber(finalLoss)}${validationLoss === null ? "" : `, held out ${formatNumber(validationLoss)}`}`,
    ...(evaluation === null
      ? []
      : [
          `return ${evaluation.mean.toFixed(1)} ± ${evaluation.std.toFixed(1)} over ${evaluation.episodes} episodes, ${Math.round(100 * evaluation.fallRate)} % fell`,
        ]),
    ...(roundsDataset === null ? [] : [`visited states → ${roundsDataset}`]),
    `→ ${policy}`,
  ].join("\n");
}

function describeRounds(rounds: NonNullable<TrainedReport["rounds"]>): string {
  const rows = rounds.map(({ round, beta, labels, meanVisitedSteps, loss, validationLoss, meanReturn }) => [
    String(round),
    formatNumber(beta),
    String(labels),
    round === 0 ? "–" : meanVisitedSteps.toFixed(0),
    loss.toPrecision(3),
    validationLoss === null ? "–" : validationLoss.toPrecision(3),
    meanReturn === null ? "–" : meanReturn.toFixed(1),
  ]);
  return formatTable(["round", "beta", "labels", "steps", "loss", "held out", "return"], rows);
}
