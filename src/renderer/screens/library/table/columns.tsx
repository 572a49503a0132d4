import type { JSX, ReactNode } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { usedSteps } from "../../../../shared/dataset/used-episodes.ts";
import { formatCount, formatReturn, formatWhen, formatWhenFull } from "../../../components/format.ts";
import { CAUSE_LABELS, LEVEL_LABELS, SOURCE_LABELS, healthBadges } from "../episode-labels.ts";
import type { SortKey } from "../episode-view.ts";
import { EpisodeMarks } from "./episode-marks.tsx";
import classes from "./episode-table.module.css";

/** A column beside the check box, the trace and the name. */
export interface Column {
  readonly label: string;
  readonly sort: SortKey | null;
  /** px; `wide` where there is room */
  readonly width: number;
  readonly wide?: number;
  /** narrower tables leave it out; px */
  readonly from: number;
  readonly numeric?: true;
  readonly cell: (episode: EpisodeSummary) => ReactNode;
}

/** From here on there is room for longer traces and labels; px */
export const WIDE = 1000;

const COLUMNS: readonly Column[] = [
  {
    label: "Labels",
    sort: "rating",
    width: 108,
    wide: 150,
    from: 0,
    cell: ({ curation }) => <EpisodeMarks curation={curation} />,
  },
  { label: "Steps", sort: "steps", width: 72, from: 0, numeric: true, cell: (episode) => <Steps episode={episode} /> },
  {
    label: "Return",
    sort: "return",
    width: 66,
    from: 0,
    numeric: true,
    cell: (episode) => formatReturn(episode.return),
  },
  {
    label: "Ended by",
    sort: "cause",
    width: 112,
    from: 760,
    cell: ({ cause, terminated }) => <span data-fell={terminated}>{CAUSE_LABELS[cause]}</span>,
  },
  { label: "Source", sort: "source", width: 92, from: WIDE, cell: ({ source }) => SOURCE_LABELS[source] },
  { label: "Help", sort: "level", width: 84, from: WIDE, cell: ({ level }) => LEVEL_LABELS[level] },
  {
    label: "Recorded",
    sort: "createdAt",
    width: 130,
    from: 880,
    cell: ({ createdAt }) => <span title={formatWhenFull(createdAt)}>{formatWhen(createdAt)}</span>,
  },
  { label: "Health", sort: null, width: 82, from: 0, cell: (episode) => <Health episode={episode} /> },
];

/** The columns a table of this width has room for. */
export function columnsFor(width: number): readonly Column[] {
  const columns = COLUMNS.filter(({ from }) => width >= from);
  return width < WIDE ? columns : columns.map((column) => ({ ...column, width: column.wide ?? column.width }));
}

/** What stands under a name: those of source, help and time that have no column of their own. */
export function underName(episode: EpisodeSummary, columns: readonly Column[]): string {
  const shown = new Set(columns.map(({ sort }) => sort));
  return [
    shown.has("source") ? "" : SOURCE_LABELS[episode.source],
    shown.has("level") || episode.level === "none" ? "" : LEVEL_LABELS[episode.level],
    shown.has("createdAt") ? "" : formatWhen(episode.createdAt),
    columns.length === COLUMNS.length ? episode.curation.note : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function Steps({ episode }: { readonly episode: EpisodeSummary }): JSX.Element {
  const used = usedSteps(episode);
  if (used === episode.steps) return <>{formatCount(used)}</>;
  return (
    <>
      {formatCount(used)}
      <span className={classes.under}>of {formatCount(episode.steps)}</span>
    </>
  );
}

function Health({ episode }: { readonly episode: EpisodeSummary }): JSX.Element | null {
  const badge = healthBadges(episode)[0];
  if (badge === undefined) return null;
  return (
    <span className={classes.badge} data-color={badge.color} title={badge.doc}>
      {badge.label}
    </span>
  );
}
