import type { Cli } from "../cli.ts";
import { withDataset } from "../datasets.ts";
import { formatBytes, formatNumber, formatTable } from "../format.ts";

/** Rows of the table for people; --json lists every episode. */
const MAX_ROWS = 50;

export function addInfo(cli: Cli): void {
  cli
    .command("info", "tell what a dataset holds", "info scripted")
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .action((dataset: string) =>
      cli.run((context) =>
        withDataset(context.home, dataset, "read", async (store) => {
          const [summary, all, problems] = await Promise.all([store.summary(), store.episodes(), store.problems()]);
          const kept = all.filter(({ dropped }) => !dropped);
          const meanReturn =
            kept.length === 0 ? null : kept.reduce((sum, episode) => sum + episode.return, 0) / kept.length;
          const list = all.map(
            ({
              id,
              name,
              source,
              seed,
              steps,
              return: sum,
              terminated,
              truncated,
              cause,
              replays,
              recovered,
              dropped,
              noise,
              createdAt,
            }) => ({
              id,
              name,
              source,
              seed,
              steps,
              return: sum,
              terminated,
              truncated,
              cause,
              replays,
              recovered,
              dropped,
              noise,
              createdAt,
            }),
          );
          const fingerprints = [...new Set(all.map(({ fingerprint }) => fingerprint))];
          const { problem: _, ...figures } = summary;
          const json = {
            ...figures,
            meanReturn,
            fingerprints,
            list,
            problems: problems.map(({ id, failure }) => ({ id, message: failure.message })),
          };
          const rows = list
            .slice(0, MAX_ROWS)
            .map((episode) => [
              episode.name,
              episode.id,
              episode.source,
              String(episode.steps),
              episode.return.toFixed(1),
              episode.cause,
              replayWord(episode.replays),
              episode.dropped ? "dropped" : "",
            ]);
          const text = [
            `${summary.name} · ${summary.episodes} episodes, ${formatNumber(summary.steps)} steps, ${formatBytes(summary.bytes)}${meanReturn === null ? "" : `, mean return ${meanReturn.toFixed(1)}`}`,
            summary.path,
            "",
            formatTable(["name", "id", "source", "steps", "return", "end", "replays", ""], rows),
            ...(list.length > MAX_ROWS ? [`… and ${list.length - MAX_ROWS} more (--json lists all)`] : []),
            ...problems.map(({ id, failure }) => `cannot be read: ${id}: ${failure.message}`),
          ].join("\n");
          return { json, text };
        }),
      ),
    );
}

function replayWord(replays: boolean | null): string {
  return replays === null ? "unknown" : replays ? "yes" : "no";
}
