import { promises as fs } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Option } from "commander";
import type { Command } from "commander";
import { newId } from "../../node/settings/new-id.ts";
import { STATE_SUFFIX } from "../../node/trainer/checkpoint-file.ts";
import type { TrainingOrder } from "../../node/trainer/messages.ts";
import { readTrainingState } from "../../node/trainer/training-state-file.ts";
import { FailureError } from "../../shared/base/failure.ts";
import { CONFIG_SCHEMAS } from "../../shared/ipc/train-config.ts";
import type { TrainAlgorithm } from "../../shared/ipc/train-config.ts";
import { policyMetaSchema } from "../../shared/policy/policy-meta.ts";
import { TRAIN_PRESETS } from "../../shared/ipc/train-presets.ts";
import { UsageError } from "../cli.ts";
import type { Cli } from "../cli.ts";
import { findDatasetFolder } from "../datasets.ts";
import { findPolicyFile } from "../policies.ts";
import { collect, seed, wholeNumber } from "../option-parsers.ts";
import { describeTrained, trainWithProgress } from "../trained.ts";
import { parseTrainingConfig } from "../training-config.ts";

interface Flags {
  readonly algorithm: string;
  readonly rounds?: string;
  readonly preset?: string;
  readonly set?: readonly string[];
  readonly seed: number;
  readonly out?: string;
  readonly name?: string;
  readonly workers?: number;
  readonly init?: string;
  readonly resume?: string;
}

/** Every algorithm that a policy file can name. */
const ALGORITHMS = policyMetaSchema.shape.algorithm.options;

export function addTrain(cli: Cli): void {
  cli
    .command(
      "train",
      "train a policy on a dataset",
      "train scripted --algorithm bc --set epochs=10 --seed 1 --out hopper.safetensors",
    )
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .addOption(new Option("--algorithm <name>", "how").choices(ALGORITHMS).default("bc"))
    .option("--preset <name>", `where to start from: ${TRAIN_PRESETS.map(({ id }) => id).join(", ")}`)
    .option("--set <key=value>", "change one hyperparameter; may be given several times", collect)
    .option("--seed <s>", "seed of weights and shuffling", seed, 0)
    .option("--out <file>", "file of the policy (default: a new one among the home folder's policies)")
    .option("--name <name>", "name of the policy")
    .option("--init <policy>", "begin with the weights of a policy: its file, or its name or id in the home folder")
    .option("--resume <file>", "go on with a training that was cancelled or killed: the .state file it left")
    .option("--rounds <dir>", "folder of a new dataset for the states that DAgger visits (default: beside the dataset)")
    .option("--workers <n>", "threads for rollouts (default: one per core)", wholeNumber(1, 1024))
    .action((dataset: string, flags: Flags, command: Command) =>
      cli.run(async (context) => {
        const workers = flags.workers ?? null;
        const order =
          flags.resume === undefined
            ? await newOrder(context.home, dataset, flags)
            : await resumedOrder(context.home, dataset, flags, command);
        await fs.mkdir(dirname(order.out), { recursive: true });
        const report = await trainWithProgress(context, { ...order, workers });
        return { json: report, text: describeTrained(report) };
      }),
    );
}

type Order = Pick<TrainingOrder, "request" | "datasetPath" | "out" | "policyId" | "init" | "resume" | "roundsPath">;

function isTrained(algorithm: string): algorithm is TrainAlgorithm {
  return algorithm in CONFIG_SCHEMAS;
}

/** Wrong usage is told before anything is looked for. */
async function newOrder(home: string, dataset: string, flags: Flags): Promise<Order> {
  const { algorithm } = flags;
  if (!isTrained(algorithm))
    throw new FailureError(
      "unsupported",
      `Training by ${algorithm} is not there yet: it comes later.`,
      `Use ${Object.keys(CONFIG_SCHEMAS).join(" or ")}.`,
    );
  if (flags.rounds !== undefined && algorithm !== "dagger")
    throw new UsageError(`--rounds does not go with ${algorithm}.`, "It is for --algorithm dagger.");
  const settings = flags.set ?? [];
  const asked =
    algorithm === "dagger"
      ? { algorithm, config: parseTrainingConfig(algorithm, flags.preset, settings) }
      : { algorithm, config: parseTrainingConfig(algorithm, flags.preset, settings) };
  const datasetPath = await findDatasetFolder(home, dataset);
  const policyId = newId();
  const out = resolve(flags.out ?? join(home, "policies", `${policyId}.safetensors`));
  const name =
    flags.name ??
    (flags.out === undefined ? `${flags.algorithm} on ${basename(datasetPath)}` : basename(out, ".safetensors"));
  return {
    request: { dataset: datasetPath, name, seed: flags.seed, ...asked },
    datasetPath,
    out,
    policyId,
    ...(flags.rounds === undefined ? {} : { roundsPath: resolve(flags.rounds) }),
    ...(flags.init === undefined ? {} : { init: await findPolicyFile(home, flags.init) }),
  };
}

/** What a state file itself decides. */
const DECIDED = ["algorithm", "preset", "set", "seed", "out", "name", "init", "rounds"];

async function resumedOrder(home: string, dataset: string, flags: Flags, command: Command): Promise<Order> {
  const given = DECIDED.find((name) => command.getOptionValueSource(name) === "cli");
  if (given !== undefined)
    throw new UsageError(
      `--${given} does not go with --resume.`,
      "The file says it all: give the dataset and the file.",
    );
  const resume = resolve(flags.resume ?? "");
  if (!resume.endsWith(STATE_SUFFIX))
    throw new UsageError(`${resume} does not end in ${STATE_SUFFIX}.`, "Give the file that the training named.");
  const datasetPath = await findDatasetFolder(home, dataset);
  const { head } = await readTrainingState(resume);
  const request = { ...head.request, dataset: datasetPath };
  return { request, datasetPath, out: resume.slice(0, -STATE_SUFFIX.length), policyId: head.policyId, resume };
}
