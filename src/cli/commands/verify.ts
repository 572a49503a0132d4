import { verifyDataset } from "../../node/record/verify-dataset.ts";
import type { VerifiedEpisode } from "../../node/record/verify-dataset.ts";
import { createProgressMeter } from "../../node/services/jobs/progress-meter.ts";
import type { Cli } from "../cli.ts";
import { withDataset } from "../datasets.ts";

export function addVerify(cli: Cli): void {
  cli
    .command(
      "verify",
      "replay every episode and compare it bit for bit; exit 1 if one does not replay",
      "verify scripted",
    )
    .argument("<dataset>", "folder of the dataset, or its name in the home folder")
    .action((dataset: string) =>
      cli.run((context) =>
        withDataset(context.home, dataset, "read", async (store) => {
          const bar = context.progress("Verifying");
          const meter = createProgressMeter("steps");
          const episodes = await verifyDataset(store, {
            signal: context.signal,
            onProgress: (done, total) => bar.update(meter(done, total, `${done} of ${total} steps`)),
          });
          const bad = episodes.filter(({ ok }) => !ok);
          const text = [...bad.map(describe), summary(episodes)].join("\n");
          return { json: { episodes }, text, failed: bad.length > 0 };
        }),
      ),
    );
}

function describe({ id, firstDifference, problem }: VerifiedEpisode): string {
  if (firstDifference === null) return `${id}: ${problem ?? "does not replay"}`;
  const { step, column, expected, actual } = firstDifference;
  return `${id}: differs first at step ${step}, ${column}: stored ${expected}, replayed ${actual}`;
}

function summary(episodes: readonly VerifiedEpisode[]): string {
  const count = (status: VerifiedEpisode["status"]): number =>
    episodes.filter((episode) => episode.status === status).length;
  const parts = [
    `${count("replays")} of ${episodes.length} episodes replay bit for bit`,
    ...(count("other-physics") > 0 ? [`${count("other-physics")} were recorded under other physics`] : []),
    ...(count("no-snapshot") > 0 ? [`${count("no-snapshot")} were imported and have no states to replay from`] : []),
  ];
  return parts.join("; ");
}
