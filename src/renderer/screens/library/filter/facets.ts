import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { CAUSE_LABELS, LEVEL_LABELS, SOURCE_LABELS, healthBadges } from "../episode-labels.ts";

/** A side of episodes that a filter can choose values of. */
export interface Facet {
  readonly key: FacetKey;
  readonly label: string;
  /** what an episode has of it: several tags, one source, no split */
  valuesOf(episode: EpisodeSummary): readonly string[];
  wordsOf(value: string): string;
}

export type FacetKey =
  | "outcome"
  | "rating"
  | "tag"
  | "split"
  | "verdict"
  | "source"
  | "level"
  | "cause"
  | "operator"
  | "health";

/** Stands for an episode that has nothing of a facet. */
export const NONE = "";

const OUTCOMES: Readonly<Record<string, string>> = { yes: "Success", no: "Failure" };
const VERDICTS: Readonly<Record<string, string>> = { keep: "Kept", drop: "Dropped" };

const orNone = (value: string | null): readonly string[] => [value ?? NONE];
const wordsIn =
  (labels: Readonly<Record<string, string>>, none: string) =>
  (value: string): string =>
    value === NONE ? none : (labels[value] ?? value);

/** In the order in which the filter shows them: what people said first, then what was recorded. */
export const FACETS: readonly Facet[] = [
  {
    key: "outcome",
    label: "Outcome",
    valuesOf: ({ curation: { success } }) => orNone(success === null ? null : success ? "yes" : "no"),
    wordsOf: wordsIn(OUTCOMES, "Not said"),
  },
  {
    key: "rating",
    label: "Quality",
    valuesOf: ({ curation: { rating } }) => orNone(rating === null ? null : String(rating)),
    wordsOf: (value) => (value === NONE ? "Not rated" : `${value} of 5`),
  },
  {
    key: "tag",
    label: "Tag",
    valuesOf: ({ curation: { tags } }) => (tags.length === 0 ? [NONE] : tags),
    wordsOf: wordsIn({}, "No tag"),
  },
  {
    key: "split",
    label: "Split",
    valuesOf: ({ curation }) => orNone(curation.split),
    wordsOf: wordsIn({ train: "Train", validation: "Validation" }, "No split"),
  },
  {
    key: "verdict",
    label: "Verdict",
    valuesOf: ({ curation }) => orNone(curation.verdict),
    wordsOf: wordsIn(VERDICTS, "No verdict"),
  },
  {
    key: "source",
    label: "Source",
    valuesOf: ({ source }) => [source],
    wordsOf: wordsIn(SOURCE_LABELS, ""),
  },
  {
    key: "level",
    label: "Help",
    valuesOf: ({ level }) => [level],
    wordsOf: (value) => (value === "none" ? "No help" : wordsIn(LEVEL_LABELS, "")(value)),
  },
  {
    key: "cause",
    label: "Ended by",
    valuesOf: ({ cause }) => [cause],
    wordsOf: wordsIn(CAUSE_LABELS, ""),
  },
  {
    key: "operator",
    label: "Operator",
    valuesOf: (episode) => orNone(operatorOf(episode)),
    wordsOf: wordsIn({}, "Not noted"),
  },
  {
    key: "health",
    label: "Health",
    valuesOf: (episode) => orNoBadge(healthBadges({ ...episode, dropped: false }).map(({ label }) => label)),
    wordsOf: wordsIn({}, "Nothing to say"),
  },
];

/** Who drove: as corrected, else as recorded. */
export function operatorOf({ curation, operator }: EpisodeSummary): string | null {
  const name = curation.operator ?? operator;
  return name === "" ? null : name;
}

function orNoBadge(labels: readonly string[]): readonly string[] {
  return labels.length === 0 ? [NONE] : labels;
}

/** The values that occur, with how many episodes have each; what is not said comes last. */
export function countValues(
  facet: Facet,
  episodes: readonly EpisodeSummary[],
): readonly { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const episode of episodes)
    for (const value of facet.valuesOf(episode)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => Number(a.value === NONE) - Number(b.value === NONE) || a.value.localeCompare(b.value));
}
