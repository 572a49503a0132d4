import { FailureError } from "../shared/base/failure.ts";
import type { CurvePoint } from "../shared/ipc/jobs.ts";
import { findBuiltProgram } from "../node/services/built-program.ts";
import { forkTrainer } from "../node/trainer/fork-trainer.ts";
import type { TrainingOrder, TrainingReport } from "../node/trainer/messages.ts";
import { runTrainer } from "../node/trainer/run-trainer.ts";
import type { CommandContext } from "./cli.ts";
import { formatNumber } from "./format.ts";

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
}: TrainedReport): string {
  return [
    `${algorithm} on ${backend} ${backendVersion}: ${formatNumber(steps)} steps in ${seconds.toFixed(1)} s, ${formatNumber(samplesPerSecond)} samples/s`,
    ...(note === null ? [] : [`note: ${note}`]),
    `loss ${formatNumber(finalLoss)}${validationLoss === null ? "" : `, held out ${formatNumber(validationLoss)}`}`,
    ...(evaluation === null
      ? []
      : [
          `return ${evaluation.mean.toFixed(1)} ± ${evaluation.std.toFixed(1)} over ${evaluation.episodes} episodes, ${Math.round(100 * evaluation.fallRate)} % fell`,
        ]),
    `→ ${policy}`,
  ].join("\n");
}
