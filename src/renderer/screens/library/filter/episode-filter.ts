import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { FACETS, operatorOf } from "./facets.ts";
import type { FacetKey } from "./facets.ts";

/** Which episodes are shown. Values of one facet widen it, facets narrow each other. */
export interface EpisodeFilter {
  readonly text: string;
  readonly facets: { readonly [key in FacetKey]?: readonly string[] };
  /** local days as YYYY-MM-DD, both included; empty: open */
  readonly from: string;
  readonly to: string;
  readonly showDropped: boolean;
}

export const NO_FILTER: EpisodeFilter = { text: "", facets: {}, from: "", to: "", showDropped: false };

/** A filter's conditions besides the text, one per chip. */
export interface FilterChip {
  readonly id: string;
  readonly label: string;
  readonly without: EpisodeFilter;
}

export function filterEpisodes(episodes: readonly EpisodeSummary[], filter: EpisodeFilter): EpisodeSummary[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = FACETS.flatMap((facet) => {
    const values = filter.facets[facet.key] ?? [];
    return values.length === 0 ? [] : [{ facet, values: new Set(values) }];
  });
  const dropped = showsDropped(filter);
  return episodes.filter(
    (episode) =>
      (dropped || !episode.dropped) &&
      chosen.every(({ facet, values }) => facet.valuesOf(episode).some((value) => values.has(value))) &&
      isWithin(episode.createdAt, filter) &&
      words.every((word) => searchText(episode).includes(word)),
  );
}

/** Who asks for dropped episodes by their verdict means them. */
export function showsDropped({ showDropped, facets }: EpisodeFilter): boolean {
  return showDropped || (facets.verdict ?? []).includes("drop");
}

/** The filter with a value of a facet chosen, or not any more. */
export function toggleValue(filter: EpisodeFilter, key: FacetKey, value: string): EpisodeFilter {
  const values = filter.facets[key] ?? [];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return { ...filter, facets: { ...filter.facets, [key]: next } };
}

export function chipsOf(filter: EpisodeFilter): readonly FilterChip[] {
  const chips: FilterChip[] = FACETS.flatMap((facet) =>
    (filter.facets[facet.key] ?? []).map((value) => ({
      id: `${facet.key}=${value}`,
      label: `${facet.label}: ${facet.wordsOf(value)}`,
      without: toggleValue(filter, facet.key, value),
    })),
  );
  if (filter.from !== "") chips.push({ id: "from", label: `From ${filter.from}`, without: { ...filter, from: "" } });
  if (filter.to !== "") chips.push({ id: "to", label: `Until ${filter.to}`, without: { ...filter, to: "" } });
  return chips;
}

function isWithin(createdAt: string, { from, to }: EpisodeFilter): boolean {
  if (from === "" && to === "") return true;
  const day = localDay(createdAt);
  return (from === "" || day >= from) && (to === "" || day <= to);
}

/** The local day of an ISO time as YYYY-MM-DD. */
function localDay(iso: string): string {
  const time = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function searchText(episode: EpisodeSummary): string {
  const { curation } = episode;
  return [
    episode.name,
    episode.source,
    episode.level,
    episode.cause,
    operatorOf(episode) ?? "",
    episode.device ?? "",
    episode.id,
    curation.note,
    curation.split ?? "",
    ...curation.tags,
  ]
    .join(" ")
    .toLowerCase();
}
