import type { EpisodeMeta } from "../shared/dataset/episode.ts";
import { recordEpisodes } from "../node/record/record-episodes.ts";
import type { RecordOptions } from "../node/record/record-episodes.ts";
import { createProgressMeter } from "../node/services/jobs/progress-meter.ts";
import type { CommandContext, Outcome } from "./cli.ts";
import { withNewDataset } from "./datasets.ts";
import { formatDuration, formatNumber, formatTable } from "./format.ts";

/** What `record` and `rollout` answer. */
interface RecordedReport {
  readonly dataset: string;
  readonly episodes: readonly Pick<EpisodeMeta, "id" | "seed" | "steps" | "return" | "terminated" | "cause">[];
  readonly steps: number;
  readonly seconds: number;
}

/** Records episodes under a progress bar. */
export async function recordWithProgress(
  context: CommandContext,
  options: Omit<RecordOptions, "signal" | "onProgress">,
): Promise<RecordedReport> {
  const bar = context.progress("Recording");
  const meter = createProgressMeter("episodes");
  const started = performance.now();
  const metas = await recordEpisodes({
    ...options,
    signal: context.signal,
    onProgress: (done, steps) =>
      bar.update(
        meter(done, options.episodes, `${done} of ${options.episodes} episodes, ${formatNumber(steps)} steps`),
      ),
  });
  bar.stop();
  return {
    dataset: options.store.path,
    episodes: metas.map(({ id, seed, steps, return: sum, terminated, cause }) => ({
      id,
      seed,
      steps,
      return: sum,
      terminated,
      cause,
    })),
    steps: metas.reduce((sum, { steps }) => sum + steps, 0),
    seconds: (performance.now() - started) / 1000,
  };
}

/** Records into the dataset in a folder, which is made where it is missing, and tells of each episode. */
export async function recordInto(
  context: CommandContext,
  folder: string,
  options: Omit<RecordOptions, "store" | "operator" | "signal" | "onProgress">,
): Promise<Outcome> {
  return withNewDataset(folder, async (store) =>
    recordedOutcome(await recordWithProgress(context, { ...options, store, operator: null })),
  );
}

function recordedOutcome(report: RecordedReport): Outcome {
  const rows = report.episodes.map((episode) => [
    episode.id,
    String(episode.seed ?? ""),
    String(episode.steps),
    episode.return.toFixed(1),
    episode.cause,
  ]);
  const total = `${report.episodes.length} episodes, ${formatNumber(report.steps)} steps in ${formatDuration(report.seconds)} → ${report.dataset}`;
  return { json: report, text: `${formatTable(["episode", "seed", "steps", "return", "end"], rows)}\n\n${total}` };
}
