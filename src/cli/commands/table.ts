import { basename, resolve } from "node:path";
import { Option } from "commander";
import { writeDurably } from "../../node/datasets/durable-files.ts";
import { PUBLISHED_PRESET_IDS, TRAIN_PRESETS } from "../../shared/ipc/train-presets.ts";
import type { Cli } from "../cli.ts";
import { findDatasetFolder } from "../datasets.ts";
import { describeTable, epochCurve, plotCurves } from "../describe-table.ts";
import { formatDuration } from "../format.ts";
import { collect, seed, wholeNumber } from "../option-parsers.ts";
import { summariseRow } from "../table-row.ts";
import { trainTable } from "../train-table.ts";
import { parseSettings } from "../training-config.ts";

interface Flags {
  readonly env: "cannon";
  readonly seeds: number;
  readonly seed: number;
  readonly episodes: number;
  readonly evaluationSeed: number;
  readonly normalised?: true;
  readonly set?: readonly string[];
  readonly plot?: string;
  readonly workers?: number;
}

const NORMALISED_IDS: ReadonlySet<string> = new Set(PUBLISHED_PRESET_IDS.map((id) => `${id}-normalised`));

export function addTable(cli: Cli): void {
  cli
    .command(
      "table",
      "train the seven published configurations of behavioural cloning and print them beside the published table",
      "table scripted --seeds 3 --normalised --plot curves.svg",
    )
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .addOption(new Option("--env <name>", "where the clones are evaluated").choices(["cannon"]).default("cannon"))
    .option("--seeds <k>", "trainings of each configuration", wholeNumber(1, 100), 3)
    .option("--seed <s>", "seed of the first training; each further one takes the next", seed, 1)
    .option("--episodes <n>", "rollouts of every policy", wholeNumber(1, 100_000), 20)
    .option("--evaluation-seed <s>", "seed of the first rollout, the same for all", seed, 1000)
    .option("--normalised", "the same seven with standardised observations, too")
    .option("--set <key=value>", "change one hyperparameter of all; may be given several times", collect)
    .option("--plot <file.svg>", "draw the error of SGD against Adam into a file")
    .option("--workers <n>", "threads for rollouts (default: one per core)", wholeNumber(1, 1024))
    .action((dataset: string, flags: Flags) =>
      cli.run(async (context) => {
        const settings = parseSettings("bc", flags.set ?? []);
        const datasetPath = await findDatasetFolder(context.home, dataset);
        const presets = TRAIN_PRESETS.filter(
          ({ id }) => PUBLISHED_PRESET_IDS.includes(id) || (flags.normalised === true && NORMALISED_IDS.has(id)),
        );
        const started = performance.now();
        const seeds = Array.from({ length: flags.seeds }, (_, k) => (flags.seed + k) % 2 ** 32);
        const { env, episodes, evaluationSeed } = flags;
        const workers = flags.workers ?? null;
        const order = { datasetPath, presets, settings, seeds, episodes, evaluationSeed, workers };
        const trainings = await trainTable(context, order);
        const rows = presets.map((preset, i) => summariseRow(preset, trainings[i] ?? []));
        const curves = rows.map(({ id, name }, i) => ({ id, name, curve: epochCurve(trainings[i] ?? []) }));
        const seconds = (performance.now() - started) / 1000;
        const plot = flags.plot === undefined ? null : resolve(flags.plot);
        if (plot !== null) {
          const title = `Behavioural cloning of ${basename(datasetPath)}: SGD against Adam`;
          await writeDurably(plot, [new TextEncoder().encode(plotCurves(title, curves))]);
        }
        const backend = trainings[0]?.[0]?.backend ?? "";
        return {
          json: {
            dataset: datasetPath,
            env,
            backend,
            trainingSeeds: seeds,
            evaluation: { episodes, seed: evaluationSeed },
            policy: "last",
            rows,
            curves,
            plot,
            seconds,
          },
          text: [
            describeTable(rows),
            "",
            `return: the network after the last epoch, as in the published table; best: the checkpoint that rollouts chose.`,
            `${seeds.length} trainings each (seeds ${seeds.join(", ")}), ${episodes} episodes of each policy (seeds from ${evaluationSeed}), ${backend}; ${formatDuration(seconds)} in all.`,
            ...(plot === null ? [] : [`→ ${plot}`]),
          ].join("\n"),
        };
      }),
    );
}
