import { computeStatistics } from "../../node/statistics/compute-statistics.ts";
import { createProgressMeter } from "../../node/services/jobs/progress-meter.ts";
import type { DatasetStore } from "../../node/datasets/dataset-store.ts";
import type { DatasetStatistics } from "../../shared/dataset/dataset-statistics.ts";
import type { EpisodeSummary } from "../../shared/dataset/episode.ts";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import { FailureError } from "../../shared/base/failure.ts";
import type { Cli, CommandContext } from "../cli.ts";
import { withDataset } from "../datasets.ts";
import { describeCuration } from "../describe-curation.ts";
import { describeStatistics } from "../describe-statistics.ts";
import { formatBytes, formatNumber, formatTable } from "../format.ts";

/** Rows of the table for people; --json lists every episode. */
const MAX_ROWS = 50;

const CURATION_FILE = "curation.jsonl";

/** What --json tells of every episode. */
const FIELDS = [
  "id",
  "name",
  "source",
  "seed",
  "steps",
  "return",
  "terminated",
  "truncated",
  "cause",
  "replays",
  "recovered",
  "dropped",
  "used",
  "curation",
  "noise",
  "createdAt",
] as const satisfies readonly (keyof EpisodeSummary)[];

export function addInfo(cli: Cli): void {
  cli
    .command("info", "tell what a dataset holds", "info scripted --statistics")
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .option("--statistics", "what its used episodes are like: ranges, quantiles, coverage, outliers; reads every one")
    .action((dataset: string, flags: { readonly statistics?: boolean }) =>
      cli.run((context) =>
        withDataset(context.home, dataset, "read", async (store) => {
          const [summary, all, unreadable] = await Promise.all([store.summary(), store.episodes(), store.problems()]);
          const statistics = flags.statistics === true ? await statisticsOf(store, context) : null;
          const meanReturn = await meanUsedReturn(store, all);
          const { problem: _, unreadableEdits, ...figures } = summary;
          const problems = [
            ...unreadable.map(({ id, failure }) => ({ id, message: failure.message })),
            ...(unreadableEdits === 0 ? [] : [{ id: CURATION_FILE, message: describeLostEdits(unreadableEdits) }]),
          ];
          const json = {
            ...figures,
            meanReturn,
            fingerprints: [...new Set(all.map(({ fingerprint }) => fingerprint))],
            list: all.map((episode) => Object.fromEntries(FIELDS.map((field) => [field, episode[field]]))),
            problems,
            ...(statistics === null ? {} : { statistics }),
          };
          const names = new Map(all.map(({ id, name }) => [id, name]));
          const text = [
            `${summary.name} · ${summary.episodes} episodes, ${formatNumber(summary.steps)} steps, ${formatBytes(summary.bytes)}${meanReturn === null ? "" : `, mean return ${meanReturn.toFixed(1)}`}`,
            summary.path,
            "",
            formatTable(
              ["name", "id", "source", "steps", "return", "end", "replays", ""],
              all.slice(0, MAX_ROWS).map(rowOf),
            ),
            ...(all.length > MAX_ROWS ? [`… and ${all.length - MAX_ROWS} more (--json lists all)`] : []),
            ...problems.map(({ id, message }) => `cannot be read: ${id}: ${message}`),
            ...(statistics === null ? [] : ["", describeStatistics(statistics, (id) => names.get(id) ?? id)]),
          ].join("\n");
          return { json, text };
        }),
      ),
    );
}

function describeLostEdits(lines: number): string {
  return `${lines === 1 ? "1 line" : `${lines} lines`} cannot be read: what was said there about episodes is not applied. Restore the file from a copy, or correct it in a text editor.`;
}

/** Mean return of the used episodes, as they are trimmed; null without any, or where a trimmed one cannot be read. */
async function meanUsedReturn(store: DatasetStore, all: readonly EpisodeSummary[]): Promise<number | null> {
  const used = all.filter((episode) => episode.used);
  if (used.length === 0) return null;
  const isTrimmed = (episode: EpisodeSummary): boolean => usedSteps(episode) !== episode.steps;
  let sum = used.reduce((total, episode) => total + (isTrimmed(episode) ? 0 : episode.return), 0);
  try {
    const trimmed = used.filter(isTrimmed).map(({ id }) => id);
    for await (const { meta } of store.rows(["reward"], trimmed)) sum += meta.return;
  } catch (error) {
    if (error instanceof FailureError) return null;
    throw error;
  }
  return sum / used.length;
}

async function statisticsOf(store: DatasetStore, context: CommandContext): Promise<DatasetStatistics> {
  const bar = context.progress("Statistics");
  const meter = createProgressMeter("steps");
  const statistics = await computeStatistics(store, {
    signal: context.signal,
    onProgress: (done, total) => bar.update(meter(done, total, `${done} of ${total} steps`)),
  });
  bar.stop();
  return statistics;
}

function rowOf(episode: EpisodeSummary): readonly string[] {
  return [
    episode.name,
    episode.id,
    episode.source,
    String(episode.steps),
    episode.return.toFixed(1),
    episode.cause,
    episode.replays === null ? "unknown" : episode.replays ? "yes" : "no",
    describeCuration(episode.curation).join(", "),
  ];
}
