import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { usedSteps } from "../../../shared/dataset/used-episodes.ts";
import { formatCount, formatPlural } from "../../components/format.ts";
import { toNumber } from "../../state/train-algorithms.ts";
import type { ConfigDraft } from "../../state/train-algorithms.ts";

/** What a training counts of an episode. */
export type CountedEpisode = Pick<EpisodeSummary, "steps" | "curation" | "dropped" | "used">;

/** The dataset's split whose episodes are held out when the dataset decides. */
const VALIDATION_SPLIT = "validation";

/** Label and words, line by line: what a run would learn from, hold out, cut off and leave out. */
export function describeTrainingData(
  episodes: readonly CountedEpisode[],
  draft: ConfigDraft,
): readonly (readonly [string, string])[] {
  const used = episodes.filter((episode) => episode.used && usedSteps(episode) > 0);
  const heldOut = countHeldOut(used, draft);
  const trimmed = used.filter((episode) => usedSteps(episode) < episode.steps);
  const cut = trimmed.reduce((sum, episode) => sum + episode.steps - usedSteps(episode), 0);
  const dropped = episodes.filter((episode) => episode.dropped).length;
  const abandoned = episodes.filter((episode) => !episode.used && !episode.dropped).length;
  const left = [
    ...(dropped > 0 ? [`${formatCount(dropped)} dropped`] : []),
    ...(abandoned > 0 ? [formatPlural(abandoned, "abandoned branch", "abandoned branches")] : []),
  ];
  const steps = used.reduce((sum, episode) => sum + usedSteps(episode), 0);
  return [
    ["Used", `${formatPlural(used.length, "episode")}, ${formatCount(steps)} steps`],
    ["Held out", heldOut],
    ...(trimmed.length > 0
      ? [["Trimmed", `${formatPlural(trimmed.length, "episode")}, ${formatCount(cut)} steps cut`] as const]
      : []),
    ...(left.length > 0 ? [["Left out", left.join(", ")] as const] : []),
  ];
}

function countHeldOut(used: readonly CountedEpisode[], draft: ConfigDraft): string {
  if (draft["split"] === "dataset") {
    const count = used.filter(({ curation }) => curation.split === VALIDATION_SPLIT).length;
    return count === 0
      ? "none: no episode is in the split “validation”"
      : `${formatCount(count)}, by the dataset's split`;
  }
  const fraction = toNumber(String(draft["validationFraction"] ?? "0"));
  const wanted = fraction > 0 ? Math.max(1, Math.round(fraction * used.length)) : 0;
  const count = Math.max(0, Math.min(wanted, used.length - 1));
  return count === 0 ? "none" : `${formatCount(count)}, drawn by the seed`;
}
