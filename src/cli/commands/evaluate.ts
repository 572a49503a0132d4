import { probabilityOfImprovement } from "../../shared/learn/statistics.ts";
import type { Cli, Outcome } from "../cli.ts";
import { describeEvaluated, evaluateWithProgress } from "../evaluated.ts";
import type { EvaluatedReport, EvaluationChoice } from "../evaluated.ts";
import { seed, wholeNumber } from "../option-parsers.ts";

export function addEvaluate(cli: Cli): void {
  cli
    .command(
      "evaluate",
      "drive seeded episodes and give their statistics; several policies get the same seeds",
      "evaluate hopper.safetensors scripted --episodes 20",
    )
    .argument("<policies...>", "policy files, names or ids; or: scripted, random")
    .option("--episodes <n>", "how many for each", wholeNumber(1, 100_000), 20)
    .option("--seed <s>", "seed of the first episode; each further one takes the next", seed, 0)
    .option("--workers <n>", "threads (default: one per core); the result does not depend on it", wholeNumber(1, 1024))
    .action((policies: string[], flags: EvaluationChoice) =>
      cli.run(async (context) => {
        const reports: EvaluatedReport[] = [];
        for (const named of policies) reports.push(await evaluateWithProgress(context, named, flags));
        return outcome(reports);
      }),
    );
}

function outcome(reports: readonly EvaluatedReport[]): Outcome {
  const [first, second] = reports;
  const text = describeEvaluated(reports);
  if (first === undefined || second === undefined) return { json: { ...first }, text };
  if (reports.length > 2) return { json: { policies: reports }, text };
  const better = probabilityOfImprovement(returns(first), returns(second));
  return {
    json: { policies: reports, probabilityOfImprovement: better },
    text: `${text}\n\nProbability that ${first.policy} does better than ${second.policy}: ${better.toFixed(3)}`,
  };
}

function returns({ episodes }: EvaluatedReport): readonly number[] {
  return episodes.map((episode) => episode.return);
}
