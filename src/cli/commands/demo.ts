import { promises as fs } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MAX_EPISODE_STEPS } from "../../shared/base/specs.ts";
import { bcConfigSchema } from "../../shared/ipc/train-config.ts";
import { exportDataset } from "../../node/formats/export-dataset.ts";
import { createScriptedActor } from "../../node/record/scripted-actor.ts";
import { verifyDataset } from "../../node/record/verify-dataset.ts";
import { createProgressMeter } from "../../node/services/jobs/progress-meter.ts";
import { newId } from "../../node/settings/new-id.ts";
import type { Cli, CommandContext } from "../cli.ts";
import { withNewDataset } from "../datasets.ts";
import { evaluateWithProgress } from "../evaluated.ts";
import { formatNumber, formatTable } from "../format.ts";
import { recordWithProgress } from "../recorded.ts";
import { trainWithProgress } from "../trained.ts";

const EPISODES = 20;
/** Clones of demonstrations without noise fall: they never saw how to recover. */
const NOISE = 0.1;
const SEED = 1;
/** None of the training's own; the evaluation starts from states nobody has seen. */
const EVALUATION_SEED = 1000;
const EVALUATION_EPISODES = 10;

export function addDemo(cli: Cli): void {
  cli
    .command(
      "demo",
      "the whole loop in under two minutes: record, verify, train, evaluate, export",
      "demo --out hopper-demo",
    )
    .option("--out <dir>", "folder for what it makes (default: a new temporary one)")
    .action((flags: { readonly out?: string }) =>
      cli.run(async (context) => {
        const folder = flags.out === undefined ? await fs.mkdtemp(join(tmpdir(), "pogo-demo-")) : resolve(flags.out);
        const started = performance.now();
        const steps = await runLoop(context, folder);
        const seconds = (performance.now() - started) / 1000;
        const { record, verify, train, evaluate, export: exported } = steps;
        const rows = [
          [
            "record",
            `${record.episodes.length} scripted episodes, ${formatNumber(record.steps)} steps`,
            record.seconds.toFixed(1),
          ],
          [
            "verify",
            `${verify.episodes.filter(({ ok }) => ok).length} of ${verify.episodes.length} replay bit for bit`,
            verify.seconds.toFixed(1),
          ],
          [
            "train",
            `${train.algorithm} on ${train.backend}: ${formatNumber(train.steps)} steps, loss ${formatNumber(train.finalLoss)}`,
            train.wallSeconds.toFixed(1),
          ],
          [
            "evaluate",
            `return ${evaluate.mean.toFixed(1)} ± ${evaluate.std.toFixed(1)}, ${Math.round(100 * evaluate.fallRate)} % fell (expert: ${evaluate.expertMean.toFixed(1)})`,
            evaluate.seconds.toFixed(1),
          ],
          ["export", `${exported.episodes} episodes as Minari`, exported.seconds.toFixed(1)],
        ];
        return {
          json: { ...steps, seconds, folder },
          text: `${formatTable(["step", "result", "seconds"], rows)}\n\nAll of it in ${seconds.toFixed(0)} s → ${folder}`,
        };
      }),
    );
}

async function runLoop(context: CommandContext, folder: string) {
  const dataset = join(folder, "dataset");
  return withNewDataset(dataset, async (store) => {
    const actor = createScriptedActor({});
    const record = await recordWithProgress(context, {
      store,
      actor,
      episodes: EPISODES,
      seed: SEED,
      maxSteps: MAX_EPISODE_STEPS,
      noise: NOISE,
      policyId: null,
      operator: null,
    });

    const verify = await timed(async () => {
      const bar = context.progress("Verifying");
      const meter = createProgressMeter("steps");
      return {
        episodes: await verifyDataset(store, {
          signal: context.signal,
          onProgress: (done, total) => bar.update(meter(done, total, `${done} of ${total} steps`)),
        }),
      };
    });

    const { seconds: wallSeconds, ...trained } = await timed(async () => ({
      report: await trainWithProgress(context, {
        request: {
          dataset,
          algorithm: "bc",
          name: "Demo",
          seed: SEED,
          config: bcConfigSchema.parse({ evaluationEpisodes: 0 }),
        },
        datasetPath: dataset,
        out: join(folder, "policy.safetensors"),
        policyId: newId(),
        workers: null,
      }),
    }));

    const evaluate = await timed(async () => {
      const choice = { episodes: EVALUATION_EPISODES, seed: EVALUATION_SEED };
      const clone = await evaluateWithProgress(context, trained.report.policy, choice);
      return { ...clone, expertMean: (await evaluateWithProgress(context, "scripted", choice)).mean };
    });

    const exported = await timed(async () => {
      const bar = context.progress("Exporting");
      const meter = createProgressMeter("%");
      return exportDataset(store, "minari", join(folder, "minari"), {
        signal: context.signal,
        onProgress: (fraction, message) => bar.update(meter(100 * fraction, 100, message)),
      });
    });
    return { record, verify, train: { ...trained.report, wallSeconds }, evaluate, export: exported };
  });
}

async function timed<T extends object>(work: () => Promise<T>): Promise<T & { readonly seconds: number }> {
  const started = performance.now();
  const result = await work();
  return { ...result, seconds: (performance.now() - started) / 1000 };
}
