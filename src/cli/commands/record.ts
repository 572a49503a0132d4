import { join } from "node:path";
import { MAX_SPEED, MIN_SPEED } from "../../shared/control/command-limits.ts";
import { MAX_EPISODE_STEPS } from "../../shared/base/specs.ts";
import { createScriptedActor } from "../../node/record/scripted-actor.ts";
import { UsageError } from "../cli.ts";
import type { Cli } from "../cli.ts";
import { numberRange, realNumber, seed, wholeNumber } from "../option-parsers.ts";
import { recordInto } from "../recorded.ts";

interface Flags {
  readonly scripted?: true;
  readonly dataset?: string;
  readonly episodes: number;
  readonly seed: number;
  readonly maxSteps: number;
  readonly noise: number;
  readonly speed?: readonly [number, number];
}

export function addRecord(cli: Cli): void {
  cli
    .command(
      "record",
      "record episodes of the scripted expert, through the recorder the app uses",
      "record --scripted --episodes 20 --seed 1 --noise 0.1",
    )
    .option("--scripted", "the scripted expert drives (people drive in the app)")
    .option(
      "--dataset <dir>",
      "folder of the dataset, made where it is missing (default: datasets/scripted in the home folder)",
    )
    .option("--episodes <n>", "how many", wholeNumber(1, 1_000_000), 1)
    .option("--seed <s>", "seed of the first episode; each further one takes the next", seed, 0)
    .option("--max-steps <n>", "time limit of an episode, steps of 8 ms", wholeNumber(1, 1_000_000), MAX_EPISODE_STEPS)
    .option(
      "--noise <sigma>",
      "standard deviation of noise on the executed torques; the clean ones are kept as labels",
      realNumber(0, 1),
      0,
    )
    .option(
      "--speed <min:max>",
      `speeds to hop at, m/s, from ${MIN_SPEED} to ${MAX_SPEED} (default: the fastest)`,
      numberRange(MIN_SPEED, MAX_SPEED),
    )
    .action((flags: Flags) =>
      cli.run((context) => {
        if (flags.scripted !== true)
          throw new UsageError(
            "Only the scripted expert can be recorded without a window.",
            "Add --scripted, or drive by hand in the app.",
          );
        const actor = createScriptedActor(flags.speed === undefined ? {} : { speed: flags.speed });
        const { episodes, seed, maxSteps, noise } = flags;
        const folder = flags.dataset ?? join(context.home, "datasets", "scripted");
        return recordInto(context, folder, { actor, episodes, seed, maxSteps, noise, policyId: null });
      }),
    );
}
