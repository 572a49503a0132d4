import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import type { EpisodeCause, HelpLevel, StepSource } from "../../../shared/dataset/columns.ts";

export const SOURCE_LABELS: Readonly<Record<StepSource, string>> = {
  human: "Human",
  scripted: "Scripted",
  policy: "Policy",
  imported: "Imported",
};

export const LEVEL_LABELS: Readonly<Record<HelpLevel, string>> = {
  none: "–",
  torque: "Torque",
  joints: "Joints",
  hop: "Hop",
  cruise: "Cruise",
};

export const CAUSE_LABELS: Readonly<Record<EpisodeCause, string>> = {
  running: "Running",
  height: "Too low",
  pitch: "Leaned over",
  state: "Out of range",
  "time-limit": "Time limit",
  operator: "Stopped",
  interrupted: "Interrupted",
  abandoned: "Abandoned",
};

export interface HealthBadge {
  readonly label: string;
  readonly color: string;
  readonly doc: string;
}

/** What can be said of an episode's soundness, worst first. */
export function healthBadges(episode: EpisodeSummary): readonly HealthBadge[] {
  const badges: HealthBadge[] = [];
  if (episode.replays === false)
    badges.push({ label: "Drifts", color: "red", doc: "Replaying its actions does not reproduce the stored states." });
  if (episode.recovered)
    badges.push({
      label: "Recovered",
      color: "yellow",
      doc: "Rescued from its journal after its writer died; at most 32 steps are missing.",
    });
  if (episode.replays === true)
    badges.push({
      label: "Exact",
      color: "mint",
      doc: "Snapshot and actions reproduce every stored state bit for bit.",
    });
  if (episode.dropped)
    badges.push({ label: "Dropped", color: "gray", doc: "Hidden and not trained on; can be restored." });
  return badges;
}
