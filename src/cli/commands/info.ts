import { computeStatistics } from "../../node/statistics/compute-statistics.ts";
import { createProgressMeter } from "../../node/services/jobs/progress-meter.ts";
import type { DatasetStore } from "../../node/datasets/dataset-store.ts";
import type { DatasetStatistics } from "../../shared/dataset/dataset-statistics.ts";
import type { EpisodeSummary } from "../../shared/dataset/episode.ts";
import type { Cli, CommandContext } from "../cli.ts";
import { withDataset } from "../datasets.ts";
import { describeCuration } from "../describe-curation.ts";
import { describeStatistics } from "../describe-statistics.ts";
import { formatBytes, formatNumber, formatTable } from "../format.ts";

/** Rows of the table for people; --json lists every episode. */
const MAX_ROWS = 50;

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
          const [summary, all, problems] = await Promise.all([store.summary(), store.episodes(), store.problems()]);
          const statistics = flags.statistics === true ? await statisticsOf(store, context) : null;
          const kept = all.filter(({ dropped }) => !dropped);
          const meanReturn =
            kept.length === 0 ? null : kept.reduce((sum, episode) => sum + episode.return, 0) / kept.length;
          const { problem: _, ...figures } = summary;
          const json = {
            ...figures,
            meanReturn,
            fingerprints: [...new Set(all.map(({ fingerprint }) => fingerprint))],
            list: all.map((episode) => Object.fromEntries(FIELDS.map((field) => [field, episode[field]]))),
            problems: problems.map(({ id, failure }) => ({ id, message: failure.message })),
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
            ...problems.map(({ id, failure }) => `cannot be read: ${id}: ${failure.message}`),
            ...(statistics === null ? [] : ["", describeStatistics(statistics, (id) => names.get(id) ?? id)]),
          ].join("\n");
          return { json, text };
        }),
      ),
    );
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
