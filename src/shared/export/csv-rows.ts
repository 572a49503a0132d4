import { ACTION, BODIES, OBSERVATION } from "../base/specs.ts";
import { END_CAUSES, HELP_LEVELS, INPUT_DEVICES, STEP_COLUMNS, STEP_SOURCES } from "../dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec } from "../dataset/columns.ts";
import type { Episode, EpisodeSummary } from "../dataset/episode.ts";
import { defuse } from "./csv-text.ts";
import { writeEpisodeRecord } from "./episode-record.ts";
import { unlessRepeated } from "./row-text.ts";

const INTENT = ["speed", "height", "lean", "thrust"] as const;

const SUFFIXES: Partial<Record<ColumnName, readonly string[]>> = {
  observation: OBSERVATION.map((dimension) => dimension.name),
  action: ACTION.map((dimension) => dimension.name),
  action_intended: ACTION.map((dimension) => dimension.name),
  action_label: ACTION.map((dimension) => dimension.name),
  intent: INTENT,
  push: BODIES.flatMap((body) => [`${body}_x`, `${body}_z`]),
};

const CODES: Partial<Record<ColumnName, readonly string[]>> = {
  cause: END_CAUSES,
  source: STEP_SOURCES,
  level: HELP_LEVELS,
  pad_device: INPUT_DEVICES,
};

/** The names under which a list column is spread out. */
export function spreadNames(name: ColumnName, size: number): readonly string[] {
  const suffixes = SUFFIXES[name];
  return Array.from({ length: size }, (_item, i) => `${name}_${suffixes?.[i] ?? i}`);
}

/** The words that stand for a column's codes; null for columns of plain numbers. */
export function codeWords(name: ColumnName): readonly string[] | null {
  return CODES[name] ?? null;
}

/** The step columns of a CSV file: a list column becomes one column per place, with a named suffix. */
export function csvHeader(): readonly string[] {
  const columns = Object.entries(STEP_COLUMNS).flatMap(([name, entry]) => {
    const spec: ColumnSpec = entry;
    return spec.size === 1 ? [name] : spreadNames(name as ColumnName, spec.size);
  });
  return ["episode", ...columns];
}

/** As many digits as it takes to read the same bits back. */
function numberCell(value: number): string {
  return value === 0 && Object.is(value, -0) ? "-0" : String(value);
}

/**
 * Lines `from` to `to` of an episode's steps; columns that the episode lacks are empty. No cell needs quotes: they are
 * numbers, words and the episode's id.
 */
export function csvLines({ meta, columns }: Episode, from: number, to: number): string {
  const writers = (Object.entries(STEP_COLUMNS) as [ColumnName, ColumnSpec][]).map(([name, { size }]) => {
    const values: ColumnArray | undefined = columns[name];
    const words = CODES[name];
    if (values === undefined) return (): string => ",".repeat(size);
    if (words !== undefined) return unlessRepeated(values, 1, (row) => `,${words[values[row] ?? 0] ?? ""}`);
    return unlessRepeated(values, size, (row) => {
      let cells = "";
      for (let i = row * size; i < (row + 1) * size; i++) cells += `,${numberCell(values[i] ?? Number.NaN)}`;
      return cells;
    });
  });
  let lines = "";
  for (let row = from; row < to; row++) {
    lines += meta.id;
    for (const write of writers) lines += write(row);
    lines += "\n";
  }
  return lines;
}

const FIELDS: readonly (readonly [string, (episode: Episode, summary: EpisodeSummary) => string])[] = [
  ["id", ({ meta }) => meta.id],
  ["name", (_episode, { name }) => defuse(name)],
  ["createdAt", ({ meta }) => defuse(meta.createdAt)],
  ["steps", ({ meta }) => String(meta.steps)],
  ["return", ({ meta }) => numberCell(meta.return)],
  ["terminated", ({ meta }) => String(meta.terminated)],
  ["truncated", ({ meta }) => String(meta.truncated)],
  ["cause", ({ meta }) => meta.cause],
  ["source", ({ meta }) => meta.source],
  ["level", ({ meta }) => meta.level],
  ["seed", ({ meta }) => (meta.seed === null ? "" : String(meta.seed))],
  ["recovered", ({ meta }) => String(meta.recovered)],
  ["replays", ({ meta }) => (meta.replays === null ? "" : String(meta.replays))],
  ["success", (_episode, { curation }) => (curation.success === null ? "" : String(curation.success))],
  ["rating", (_episode, { curation }) => (curation.rating === null ? "" : String(curation.rating))],
  ["tags", (_episode, { curation }) => defuse(curation.tags.join("; "))],
  ["note", (_episode, { curation }) => defuse(curation.note)],
  ["split", (_episode, { curation }) => defuse(curation.split ?? "")],
  ["policyId", ({ meta }) => defuse(meta.policyId ?? "")],
  ["device", ({ meta }) => defuse(meta.device ?? "")],
  ["operator", (_episode, { operator }) => defuse(operator ?? "")],
  ["noise", ({ meta }) => String(meta.noise)],
  ["fingerprint", ({ meta }) => defuse(meta.fingerprint ?? "")],
  ["record", (episode, summary) => writeEpisodeRecord(episode, summary)],
];

/** Names of the observation after the last step. */
export const FINAL_OBSERVATION = OBSERVATION.map(({ name }) => `final_observation_${name}`);

/**
 * The header of the table of episodes. `record` is everything about the episode as JSON, by which reading the file
 * back restores it; the observation after the last step is part of the table.
 */
export function csvEpisodeHeader(): readonly string[] {
  return [...FIELDS.map(([name]) => name), ...FINAL_OBSERVATION];
}

/** An episode's row in that table, `episode` as it is exported. */
export function csvEpisodeRow(episode: Episode, summary: EpisodeSummary): readonly string[] {
  const { finalObservation } = episode.meta;
  return [
    ...FIELDS.map(([, of]) => of(episode, summary)),
    ...FINAL_OBSERVATION.map((_name, i) => numberCell(finalObservation[i] ?? Number.NaN)),
  ];
}
