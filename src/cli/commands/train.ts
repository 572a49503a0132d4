import { promises as fs } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Option } from "commander";
import type { Command } from "commander";
import { newId } from "../../node/settings/new-id.ts";
import { STATE_SUFFIX } from "../../node/trainer/checkpoint-file.ts";
import type { TrainingOrder } from "../../node/trainer/messages.ts";
import { readTrainingState } from "../../node/trainer/training-state-file.ts";
import { TRAIN_PRESETS } from "../../shared/ipc/train-presets.ts";
import { UsageError } from "../cli.ts";
import type { Cli } from "../cli.ts";
import { findDatasetFolder } from "../datasets.ts";
import { findPolicyFile } from "../policies.ts";
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
  readonly init?: string;
  readonly resume?: string;
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
    .option("--init <policy>", "begin with the weights of a policy: its file, or its name or id in the home folder")
    .option("--resume <file>", "go on with a training that was cancelled or killed: the .state file it left")
    .option("--workers <n>", "threads for rollouts (default: one per core)", wholeNumber(1, 1024))
    .action((dataset: string, flags: Flags, command: Command) =>
      cli.run(async (context) => {
        const datasetPath = await findDatasetFolder(context.home, dataset);
        const workers = flags.workers ?? null;
        const order =
          flags.resume === undefined
            ? await newOrder(context.home, datasetPath, flags)
            : await resumedOrder(datasetPath, flags, command);
        await fs.mkdir(dirname(order.out), { recursive: true });
        const report = await trainWithProgress(context, { ...order, datasetPath, workers });
        return { json: report, text: describeTrained(report) };
      }),
    );
}

type Order = Pick<TrainingOrder, "request" | "out" | "policyId" | "init" | "resume">;

async function newOrder(home: string, datasetPath: string, flags: Flags): Promise<Order> {
  const config = parseTrainingConfig(flags.preset, flags.set ?? []);
  const policyId = newId();
  const out = resolve(flags.out ?? join(home, "policies", `${policyId}.safetensors`));
  const name =
    flags.name ??
    (flags.out === undefined ? `${flags.algorithm} on ${basename(datasetPath)}` : basename(out, ".safetensors"));
  const request = { dataset: datasetPath, algorithm: flags.algorithm, name, seed: flags.seed, config };
  return {
    request,
    out,
    policyId,
    ...(flags.init === undefined ? {} : { init: await findPolicyFile(home, flags.init) }),
  };
}

/** What a state file itself decides. */
const DECIDED = ["algorithm", "preset", "set", "seed", "out", "name", "init"];

async function resumedOrder(datasetPath: string, flags: Flags, command: Command): Promise<Order> {
  const given = DECIDED.find((name) => command.getOptionValueSource(name) === "cli");
  if (given !== undefined)
    throw new UsageError(
      `--${given} does not go with --resume.`,
      "The file says it all: give the dataset and the file.",
    );
  const resume = resolve(flags.resume ?? "");
  if (!resume.endsWith(STATE_SUFFIX))
    throw new UsageError(`${resume} does not end in ${STATE_SUFFIX}.`, "Give the file that the training named.");
  const { head } = await readTrainingState(resume);
  const request = { ...head.request, dataset: datasetPath };
  return { request, out: resume.slice(0, -STATE_SUFFIX.length), policyId: head.policyId, resume };
}
