import { ACTION_SIZE, MAX_EPISODE_STEPS } from "../shared/base/specs.ts";
import { MAX_SPEED } from "../shared/control/command-limits.ts";
import { findMistakes, measureCompounding } from "../shared/learn/compounding.ts";
import type { CompoundedLoss, MistakenEpisode } from "../shared/learn/compounding.ts";
import { evaluationSeeds } from "../shared/learn/evaluation.ts";
import { decodePolicy } from "../shared/policy/policy-file.ts";
import type { VisitedEpisode } from "../node/rollouts/visit-episode.ts";
import { visitEpisodes } from "../node/rollouts/visit-episodes.ts";
import { findBuiltProgram } from "../node/services/built-program.ts";
import { createProgressMeter } from "../node/services/jobs/progress-meter.ts";
import type { CommandContext } from "./cli.ts";
import type { EvaluationChoice } from "./evaluated.ts";
import { formatTable } from "./format.ts";
import { drawLinePlot } from "./line-plot.ts";
import { loadPolicyBytes } from "./policies.ts";

/** What `evaluate --report compounding` answers of a policy. */
export interface CompoundingReport {
  readonly policy: string;
  readonly report: "compounding";
  readonly oracle: "scripted";
  /** parts that each torque is cut into */
  readonly bins: number;
  /** of either kind */
  readonly episodes: number;
  /** first seeds of the policy's episodes and of the expert's */
  readonly seed: number;
  readonly expertSeed: number;
  readonly horizons: readonly CompoundedLoss[];
}

/** Steps that the total is counted over. */
const HORIZONS = [50, 100, 200, 500, 1000];
/** Far from the seeds that recordings usually have: what is measured has not been learned from. */
const EXPERT_SEED_DISTANCE = 1_000_000;

/** Lets the expert drive with the policy looking on, then the policy with the expert looking on. */
export async function reportCompounding(
  context: CommandContext,
  named: string,
  { episodes, seed, workers }: EvaluationChoice,
  bins: number | null,
): Promise<CompoundingReport> {
  const policy = await loadPolicyBytes(context.home, named);
  const { head } = decodePolicy(policy).meta;
  const parts = bins ?? (head.kind === "bins" ? head.bins : DEFAULT_BINS);
  const bar = context.progress(`Comparing ${named} with the expert`);
  const meter = createProgressMeter("episodes");
  const expertSeed = (seed + EXPERT_SEED_DISTANCE) % 2 ** 32;
  const drive = async (beta: number, first: number, before: number): Promise<readonly MistakenEpisode[]> => {
    const hopper = { max_episode_steps: MAX_EPISODE_STEPS };
    const visited = await visitEpisodes({
      visit: { policy, beta, oracleSpeed: MAX_SPEED, hopper },
      seeds: evaluationSeeds(first, episodes),
      workerEntry: findBuiltProgram("rollout-worker"),
      workers,
      signal: context.signal,
      onDone: (done) => bar.update(meter(before + done, 2 * episodes, `${before + done} of ${2 * episodes} episodes`)),
    });
    return visited.map((episode) => mistakesOf(episode, parts));
  };
  const expert = await drive(1, expertSeed, 0);
  const own = await drive(0, seed, episodes);
  bar.stop();
  const horizons = measureCompounding(expert, own, HORIZONS);
  return {
    policy: named,
    report: "compounding",
    oracle: "scripted",
    bins: parts,
    episodes,
    seed,
    expertSeed,
    horizons,
  };
}

const DEFAULT_BINS = 21;

function mistakesOf({ columns, cause }: VisitedEpisode, bins: number): MistakenEpisode {
  const chosen = Float32Array.from(columns.action_intended ?? []);
  const labels = Float32Array.from(columns.action_label ?? []);
  return { mistakes: findMistakes(chosen, labels, ACTION_SIZE, bins), fell: cause !== "time-limit" };
}

export function describeCompounding({ bins, horizons }: CompoundingReport): string {
  const rows = horizons.map((row) => [
    String(row.horizon),
    row.expertLoss.toFixed(4),
    row.measured.toFixed(1),
    `${row.measuredCi95[0].toFixed(1)} … ${row.measuredCi95[1].toFixed(1)}`,
    row.beforeFalls.toFixed(1),
    `${Math.round(100 * row.alive)} %`,
    row.linear.toFixed(1),
    row.quadratic.toFixed(0),
    row.factor === null ? "–" : row.factor.toFixed(2),
  ]);
  const header = ["T", "ε", "measured", "95 %", "before falls", "alive", "εT", "εT²", "measured / εT"];
  return `${formatTable(header, rows)}\n\n0-1 loss of ${ACTION_SIZE} torques in ${bins} parts; ε on states that the expert came to, measured on those of the policy.`;
}

/** Totals over horizons against εT and εT² (a total is T at most) as an SVG document. */
export function plotCompounding({ horizons }: CompoundingReport): string {
  const line = (of: (row: CompoundedLoss) => number): readonly (readonly [number, number])[] =>
    horizons.map((row) => [row.horizon, of(row)]);
  return drawLinePlot({
    title: "Mistakes over the trajectory",
    x: "horizon T, steps",
    y: "0-1 loss, total of T steps",
    logarithmic: true,
    lines: [
      { name: "measured", colour: "#c2410c", dashed: false, points: line((row) => row.measured) },
      { name: "εT", colour: "#1e40af", dashed: false, points: line((row) => row.linear) },
      {
        name: "εT², T at most",
        colour: "#1e40af",
        dashed: true,
        points: line((row) => Math.min(row.horizon, row.quadratic)),
      },
    ],
  });
}
