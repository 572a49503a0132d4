import { verifyDataset } from "../../node/record/verify-dataset.ts";
import type { VerifiedEpisode } from "../../node/record/verify-dataset.ts";
import { createProgressMeter } from "../../node/services/jobs/progress-meter.ts";
import { DIVERGENCE_BAR, divergenceCurve } from "../../shared/dataset/divergence.ts";
import type { Divergence, DivergencePoint } from "../../shared/dataset/divergence.ts";
import type { Cli } from "../cli.ts";
import { withDataset } from "../datasets.ts";
import { formatNumber, formatTable } from "../format.ts";

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
          const divergences = episodes.flatMap(({ divergence }) => divergence ?? []);
          const curve = divergenceCurve(divergences);
          const text = [...bad.map(describe), summary(episodes), ...describeDivergence(divergences, curve)].join("\n");
          return { json: { episodes, divergence: curve }, text, failed: bad.length > 0 };
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
    ...(count("other-physics") > 0 ? [`${count("other-physics")} recorded under other physics`] : []),
    ...(count("no-snapshot") > 0
      ? [
          `${count("no-snapshot")} cannot be checked, being imported: there is no state to start from but the first observation`,
        ]
      : []),
  ];
  return parts.join("; ");
}

/** How imported episodes drift from our physics: nothing is wrong with them where they do. */
function describeDivergence(divergences: readonly Divergence[], curve: readonly DivergencePoint[]): readonly string[] {
  if (curve.length === 0) return [];
  const stay = divergences.filter(({ firstStep }) => firstStep === null).length;
  const rows = curve.map(({ step, episodes, rmse, median, max }) =>
    [step, episodes, rmse, median, max].map(formatNumber),
  );
  return [
    "",
    `From the first observation on, with the recorded torques in our physics: ${stay} of ${divergences.length} episodes stay within ${DIVERGENCE_BAR} of every recorded value.`,
    "Distance of the observations (root mean square):",
    formatTable(["after step", "episodes", "all", "median", "max"], rows),
  ];
}
