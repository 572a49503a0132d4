import { resolve } from "node:path";
import { Option } from "commander";
import { writeDurably } from "../../node/datasets/durable-files.ts";
import { comparePolicies } from "../../node/policies/compare-policies.ts";
import type { PolicyComparison } from "../../shared/policy/policy-comparison.ts";
import { UsageError } from "../cli.ts";
import type { Cli, CommandContext, Outcome } from "../cli.ts";
import { describeCompounding, plotCompounding, reportCompounding } from "../compounding-report.ts";
import { describeEvaluated, evaluateWithProgress } from "../evaluated.ts";
import type { EvaluatedReport, EvaluationChoice } from "../evaluated.ts";
import { formatTable } from "../format.ts";
import { seed, wholeNumber } from "../option-parsers.ts";

interface Flags extends EvaluationChoice {
  readonly oracle?: "scripted";
  readonly report?: "compounding";
  readonly bins?: number;
  readonly plot?: string;
}

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
    .addOption(new Option("--oracle <expert>", "who knows the right action, for --report").choices(["scripted"]))
    .addOption(
      new Option("--report <kind>", "compounding: mistakes over the trajectory against εT and εT²").choices([
        "compounding",
      ]),
    )
    .option(
      "--bins <n>",
      "parts of each torque in the report (default: the policy's own, else 21)",
      wholeNumber(2, 255),
    )
    .option("--plot <file.svg>", "draw the report into a file")
    .action((policies: string[], flags: Flags) =>
      cli.run(async (context) => {
        if (flags.report !== undefined) return compounding(context, policies, flags);
        for (const name of ["oracle", "bins", "plot"] as const)
          if (flags[name] !== undefined)
            throw new UsageError(`--${name} goes with --report.`, "Add --report compounding, or leave it out.");
        const reports: EvaluatedReport[] = [];
        for (const named of policies) reports.push(await evaluateWithProgress(context, named, flags));
        return outcome(reports);
      }),
    );
}

async function compounding(context: CommandContext, policies: readonly string[], flags: Flags): Promise<Outcome> {
  const [policy, ...others] = policies;
  if (policy === undefined || others.length > 0 || policy === "random" || policy === "scripted")
    throw new UsageError("The report is about one policy.", "Name one policy file.");
  if (flags.oracle === undefined) throw new UsageError("The report needs an expert.", "Add --oracle scripted.");
  const report = await reportCompounding(context, policy, flags, flags.bins ?? null);
  const plot = flags.plot === undefined ? null : resolve(flags.plot);
  if (plot !== null) await writeDurably(plot, [new TextEncoder().encode(plotCompounding(report))]);
  const text = describeCompounding(report);
  return { json: { ...report, plot }, text: plot === null ? text : `${text}\n→ ${plot}` };
}

function outcome(reports: readonly EvaluatedReport[]): Outcome {
  const [first, second] = reports;
  const text = describeEvaluated(reports);
  if (first === undefined || second === undefined) return { json: { ...first }, text };
  const comparisons = compareAll(reports);
  const better = comparisons[0]?.improvement ?? null;
  return {
    json: { policies: reports, comparisons, ...(reports.length > 2 ? {} : { probabilityOfImprovement: better }) },
    text: `${text}\n\n${describeComparisons(comparisons)}`,
  };
}

/** Each pair once, the one that was named first over the other. */
function compareAll(reports: readonly EvaluatedReport[]): readonly PolicyComparison[] {
  const compared = reports.map((report) => {
    const { policy, episodes, seed: first, mean, std, iqm, ci95, fallRate, meanSteps, normalized } = report;
    const summary = { seed: first, mean, std, iqm, ci95, fallRate, meanSteps, normalized };
    return { id: policy, evaluation: { ...summary, episodes: episodes.length, outcomes: [...episodes] } };
  });
  return compared.flatMap((_, i) => comparePolicies(compared.slice(i)));
}

function describeComparisons(comparisons: readonly PolicyComparison[]): string {
  const rows = comparisons.map(({ policy, other, improvement, difference, pValue }) => [
    policy,
    other,
    improvement === null ? "–" : improvement.toFixed(3),
    difference === null ? "–" : difference.mean.toFixed(1),
    difference === null ? "–" : `${difference.ci95[0].toFixed(1)} … ${difference.ci95[1].toFixed(1)}`,
    pValue === null ? "–" : pValue.toFixed(4),
  ]);
  const header = ["policy", "against", "P(better)", "difference", "95 %", "p"];
  return formatTable(header, rows);
}
