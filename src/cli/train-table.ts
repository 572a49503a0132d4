import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FailureError } from "../shared/base/failure.ts";
import { bcConfigSchema } from "../shared/ipc/train-config.ts";
import type { BcConfig } from "../shared/ipc/train-config.ts";
import type { CurvePoint } from "../shared/ipc/jobs.ts";
import type { TrainPreset } from "../shared/ipc/train-presets.ts";
import { evaluationSeeds } from "../shared/learn/evaluation.ts";
import type { EpisodeOutcome } from "../shared/learn/evaluation.ts";
import { readPolicyFile } from "../node/policies/policy-store.ts";
import { rollOut } from "../node/rollouts/roll-out.ts";
import { findBuiltProgram } from "../node/services/built-program.ts";
import { newId } from "../node/settings/new-id.ts";
import { forkTrainer } from "../node/trainer/fork-trainer.ts";
import { runTrainer } from "../node/trainer/run-trainer.ts";
import type { CommandContext } from "./cli.ts";
import type { TableTraining } from "./table-row.ts";

/** What a table is made of. */
export interface TableOrder {
  readonly datasetPath: string;
  readonly presets: readonly TrainPreset[];
  /** laid over every configuration */
  readonly settings: Partial<BcConfig>;
  /** of the trainings */
  readonly seeds: readonly number[];
  /** rollouts of every policy; all get the same seeds */
  readonly episodes: number;
  readonly evaluationSeed: number;
  readonly workers: number | null;
}

/** How much longer than a plain network's the training of one with a memory takes, for the time that is left. */
const MEMORY_COST = 6;
/** Share of a training's time that its two evaluations take, roughly. */
const EVALUATION_SHARE = 0.2;

/** Trains every configuration with every seed, one after the other; answers the trainings of each, in order. */
export async function trainTable(
  context: CommandContext,
  order: TableOrder,
): Promise<readonly (readonly TableTraining[])[]> {
  const entry = findBuiltProgram("trainer");
  if (entry === null) throw new FailureError("unsupported", "The trainer is not built.", "Run npm run build.");
  const configs = order.presets.map(({ config }) => bcConfigSchema.parse({ ...config, ...order.settings }));
  const costs = configs.map(({ recurrent }) => (recurrent === "lstm" ? MEMORY_COST : 1));
  const total = costs.reduce((sum, cost) => sum + cost * order.seeds.length, 0);
  const bar = context.progress("Table");
  const started = performance.now();
  let done = 0;
  const folder = await mkdtemp(join(tmpdir(), "pogo-table-"));
  try {
    const table: TableTraining[][] = [];
    for (const [i, preset] of order.presets.entries()) {
      const row: TableTraining[] = [];
      const config = configs[i];
      const cost = costs[i] ?? 1;
      if (config === undefined) throw new Error("a preset without a configuration");
      for (const [k, seed] of order.seeds.entries()) {
        const cell = `${preset.label}, seed ${k + 1} of ${order.seeds.length}`;
        const show = (share: number, message: string, rate: number | null, rateUnit: string): void => {
          const fraction = (done + cost * share) / total;
          const seconds = (performance.now() - started) / 1000;
          const secondsLeft = fraction > 0 ? (seconds * (1 - fraction)) / fraction : null;
          bar.update({ fraction, message: `${cell}: ${message}`, rate, rateUnit, secondsLeft });
        };
        const paths = { out: join(folder, "best.safetensors"), lastOut: join(folder, "last.safetensors") };
        const curve: CurvePoint[] = [];
        const report = await runTrainer(
          forkTrainer(entry),
          {
            request: { dataset: order.datasetPath, algorithm: "bc", name: preset.label, seed, config },
            datasetPath: order.datasetPath,
            ...paths,
            policyId: newId(),
            createdAt: new Date().toISOString(),
            prefer: "node",
            workers: order.workers,
          },
          {
            signal: context.signal,
            onProgress: ({ fraction, message, rate, rateUnit }) =>
              show((1 - EVALUATION_SHARE) * (fraction ?? 0), message, rate, rateUnit),
            onCurve: (points) => void curve.push(...points),
          },
        );
        const drive = async (path: string, from: number): Promise<readonly EpisodeOutcome[]> =>
          rollOut({
            driver: { kind: "policy", bytes: await readPolicyFile(path) },
            seeds: evaluationSeeds(order.evaluationSeed, order.episodes),
            workerEntry: findBuiltProgram("rollout-worker"),
            ...(order.workers === null ? {} : { workers: order.workers }),
            signal: context.signal,
            onOutcome: (_, episode) =>
              show(
                1 - EVALUATION_SHARE + EVALUATION_SHARE * (from + (0.5 * episode) / order.episodes),
                `evaluating, episode ${episode} of ${order.episodes}`,
                null,
                "",
              ),
          });
        const last = await drive(paths.lastOut, 0);
        const isSame = report.best.epoch === report.last.epoch;
        row.push({
          seed,
          steps: report.steps,
          loss: report.finalLoss,
          validationLoss: report.validationLoss,
          seconds: report.seconds,
          backend: `${report.backend} ${report.backendVersion}`,
          curve,
          last,
          best: { epoch: report.best.epoch, outcomes: isSame ? last : await drive(paths.out, 0.5) },
        });
        done += cost;
      }
      table.push(row);
    }
    return table;
  } finally {
    bar.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
