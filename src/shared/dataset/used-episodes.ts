import { MAX_TAGS } from "./curation.ts";
import type { Curation, Edit } from "./curation.ts";
import type { EpisodeMeta, EpisodeSummary } from "./episode.ts";
import { effectiveTrim } from "./trim-episode.ts";

/** Whether an episode is trained on, counted and exported: a verdict decides; without one, all but abandoned branches. */
export function isUsed(meta: Pick<EpisodeMeta, "cause">, { verdict }: Pick<Curation, "verdict">): boolean {
  return verdict === null ? meta.cause !== "abandoned" : verdict === "keep";
}

/** Whether the computer cut the recording short: its host or its page was lost, or its writer died. */
export function isInterrupted({ cause, recovered }: Pick<EpisodeMeta, "cause" | "recovered">): boolean {
  return recovered || cause === "interrupted";
}

/**
 * The highest return among the used, whole episodes of `others` that the same person drove at the same level of help;
 * null without any, and for what no person drove.
 */
export function bestReturn(
  { id, source, level, operator }: Pick<EpisodeMeta, "id" | "source" | "level" | "operator">,
  others: readonly EpisodeSummary[],
): number | null {
  if (source !== "human") return null;
  const isRival = (other: EpisodeSummary): boolean =>
    other.id !== id &&
    other.used &&
    !isInterrupted(other) &&
    other.source === source &&
    other.level === level &&
    other.operator === operator &&
    Number.isFinite(other.return);
  return others.reduce<number | null>(
    (best, other) => (isRival(other) && (best === null || other.return > best) ? other.return : best),
    null,
  );
}

/** Steps that are left of an episode after its trim. */
export function usedSteps({ steps, curation }: Pick<EpisodeSummary, "steps" | "curation">): number {
  const trim = effectiveTrim(curation.trim, steps);
  return trim === null ? steps : trim.to - trim.from;
}

/** The edits that give an untouched episode this curation. */
export function editsFor(episode: string, curation: Partial<Curation>): readonly Edit[] {
  const { name, verdict, success, rating, tags = [], note = "", operator, trim, split } = curation;
  const edits: Edit[] = [];
  if (isSaid(name)) edits.push({ op: "name", episode, name });
  if (isSaid(verdict)) edits.push({ op: verdict, episode });
  if (isSaid(success)) edits.push({ op: "label", episode, success });
  if (isSaid(rating)) edits.push({ op: "rate", episode, rating });
  for (let from = 0; from < tags.length; from += MAX_TAGS)
    edits.push({ op: "tag", episode, add: tags.slice(from, from + MAX_TAGS), remove: [] });
  if (note !== "") edits.push({ op: "note", episode, note });
  if (isSaid(operator)) edits.push({ op: "operator", episode, operator });
  if (isSaid(trim)) edits.push({ op: "trim", episode, trim });
  if (isSaid(split)) edits.push({ op: "split", episode, split });
  return edits;
}

function isSaid<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
