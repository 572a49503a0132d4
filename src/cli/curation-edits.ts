import { FailureError } from "../shared/base/failure.ts";
import { applyEdit, MAX_EDITS } from "../shared/dataset/curation.ts";
import type { Edit } from "../shared/dataset/curation.ts";
import type { EpisodeFilter } from "../shared/dataset/episode-filter.ts";
import type { EpisodeSummary } from "../shared/dataset/episode.ts";
import { splitEdits, splitEpisodes } from "../shared/dataset/split-episodes.ts";
import { isUsed } from "../shared/dataset/used-episodes.ts";
import type { CurationPlan } from "./curation-flags.ts";

/** Stands for the episodes that --where selects. */
const SELECTION = "where";

/**
 * The edits of a plan for these episodes. An episode is meant by its id or, where no other has it, its name. FailureError
 * "not-found" or "invalid-input"; then nothing is to be done.
 */
export function planEdits(plan: CurationPlan, episodes: readonly EpisodeSummary[]): readonly Edit[] {
  const asked = plan.steps.flatMap(({ target, edit }) => find(target, episodes, plan.where).map((id) => edit(id)));
  const { split } = plan;
  const edits =
    split === null
      ? asked
      : [...asked, ...splitEdits(splitEpisodes(usedAfter(asked, episodes), split.fraction, split.seed))];
  if (edits.length > MAX_EDITS)
    throw new FailureError(
      "invalid-input",
      `These are ${edits.length} edits; at most ${MAX_EDITS} can be made, and undone, as one.`,
      "Select fewer episodes with --where, or give fewer flags at a time.",
    );
  return edits;
}

function find(target: string, episodes: readonly EpisodeSummary[], where: EpisodeFilter | null): readonly string[] {
  if (target === SELECTION && where !== null) return episodes.filter(where).map(({ id }) => id);
  const byId = episodes.find(({ id }) => id === target);
  if (byId !== undefined) return [byId.id];
  const named = episodes.filter(({ name }) => name === target);
  const [first, second] = named;
  if (first === undefined)
    throw new FailureError("not-found", `The dataset has no episode ${target}.`, "pogo info lists ids and names.");
  if (second !== undefined)
    throw new FailureError(
      "invalid-input",
      `${named.length} episodes are named ${target}.`,
      `Give one of their ids: ${named
        .slice(0, 5)
        .map(({ id }) => id)
        .join(", ")}.`,
    );
  return [first.id];
}

function usedAfter(edits: readonly Edit[], episodes: readonly EpisodeSummary[]): readonly string[] {
  const after = new Map(episodes.map(({ id, curation }) => [id, curation]));
  for (const edit of edits) {
    const before = after.get(edit.episode);
    if (before !== undefined) after.set(edit.episode, applyEdit(before, edit));
  }
  return episodes.flatMap((episode) => (isUsed(episode, after.get(episode.id) ?? episode.curation) ? episode.id : []));
}
