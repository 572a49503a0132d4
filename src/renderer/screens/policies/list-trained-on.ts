import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import type { PolicyMeta } from "../../../shared/policy/policy-meta.ts";
import { formatCount } from "../../components/format.ts";

/** An episode that a policy was trained on, and what has become of it. */
export interface TrainedEpisode {
  readonly id: string;
  /** null while its dataset is not known */
  readonly name: string | null;
  /** which of its steps */
  readonly part: string;
  readonly state: "same" | "trim-changed" | "dropped" | "gone" | "unknown";
}

/** What a policy's file says of its episodes beside what the dataset holds now; null: the dataset is not known. */
export function listTrainedOn(
  { episodes, trims = {} }: PolicyMeta["dataset"],
  now: readonly EpisodeSummary[] | null,
): readonly TrainedEpisode[] {
  const byId = new Map((now ?? []).map((row) => [row.id, row]));
  return episodes.map((id) => {
    const trim = trims[id];
    const row = byId.get(id);
    const part =
      trim !== undefined
        ? `steps ${formatCount(trim[0])} … ${formatCount(trim[1])}`
        : row === undefined
          ? ""
          : `all ${formatCount(row.steps)} steps`;
    return { id, name: row?.name ?? null, part, state: stateOf(row, trim, now !== null) };
  });
}

function stateOf(
  row: EpisodeSummary | undefined,
  trim: readonly [number, number] | undefined,
  known: boolean,
): TrainedEpisode["state"] {
  if (!known) return "unknown";
  if (row === undefined) return "gone";
  if (row.dropped) return "dropped";
  const now = row.curation.trim;
  const same = trim === undefined ? now === null : now !== null && now.from === trim[0] && now.to === trim[1];
  return same ? "same" : "trim-changed";
}
