import { promises as fs } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Option } from "commander";
import { newId } from "../../node/settings/new-id.ts";
import { TRAIN_PRESETS } from "../../shared/ipc/train-presets.ts";
import type { Cli } from "../cli.ts";
import { findDatasetFolder } from "../datasets.ts";
import { collect, seed, wholeNumber } from "../option-parsers.ts";
import { describeTrained, trainWithProgress } from "../trained.ts";
import { parseTrainingConfig } from "../training-config.ts";

interface Flags {
  readonly algorithm: "bc";
  readonly preset?: string;
  readonly set?: readonly string[];
  readonly seed: number;
  readonly out?: string;
  readonly name?: string;
  readonly workers?: number;
}

export function addTrain(cli: Cli): void {
  cli
    .command(
      "train",
      "train a policy on a dataset",
      "train scripted --algorithm bc --set epochs=10 --seed 1 --out hopper.safetensors",
    )
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .addOption(new Option("--algorithm <name>", "how").choices(["bc"]).default("bc"))
    .option("--preset <name>", `where to start from: ${TRAIN_PRESETS.map(({ id }) => id).join(", ")}`)
    .option("--set <key=value>", "change one hyperparameter; may be given several times", collect)
    .option("--seed <s>", "seed of weights and shuffling", seed, 0)
    .option("--out <file>", "file of the policy (default: a new one among the home folder's policies)")
    .option("--name <name>", "name of the policy")
    .option("--workers <n>", "threads for rollouts (default: one per core)", wholeNumber(1, 1024))
    .action((dataset: string, flags: Flags) =>
      cli.run(async (context) => {
        const config = parseTrainingConfig(flags.preset, flags.set ?? []);
        const datasetPath = await findDatasetFolder(context.home, dataset);
        const policyId = newId();
        const out = resolve(flags.out ?? join(context.home, "policies", `${policyId}.safetensors`));
        await fs.mkdir(dirname(out), { recursive: true });
        const name =
          flags.name ??
          (flags.out === undefined ? `${flags.algorithm} on ${basename(datasetPath)}` : basename(out, ".safetensors"));
        const report = await trainWithProgress(context, {
          request: { dataset: datasetPath, algorithm: flags.algorithm, name, seed: flags.seed, config },
          datasetPath,
          out,
          policyId,
          workers: flags.workers ?? null,
        });
        return { json: report, text: describeTrained(report) };
      }),
    );
}
