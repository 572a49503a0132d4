import { ACTION, OBSERVATION, STEP_SECONDS } from "../base/specs.ts";
import { END_CAUSES, HELP_LEVELS, INPUT_DEVICES, STEP_COLUMNS, STEP_SOURCES } from "../dataset/columns.ts";
import type { ColumnName } from "../dataset/columns.ts";
import type { DatasetInfo } from "../dataset/dataset-info.ts";
import type { DatasetStatistics, DimensionStatistics, EpisodeFigures } from "../dataset/dataset-statistics.ts";
import { FORMAT_WORDS } from "../dataset/foreign-formats.ts";
import type { ForeignFormat } from "../dataset/foreign-formats.ts";
import { loadingExample } from "./loading-example.ts";

/**
 * Steps from which a card's quantiles are taken where there are more: enough for the digits it shows, and soon sorted. Which
 * ones depends on the episodes' ids alone, see StepSample.
 */
export const CARD_SAMPLE = 1 << 14;

/** What a card tells of a dataset's statistics, whose quantiles are of at most CARD_SAMPLE steps. */
export type CardStatistics = Pick<DatasetStatistics, "episodes" | "steps" | "observation" | "action" | "reward"> & {
  readonly figures: readonly Pick<EpisodeFigures, "return">[];
};

/** Columns of an export that are not known to every source. */
const OPTIONAL = (Object.keys(STEP_COLUMNS) as ColumnName[]).filter((name) => !STEP_COLUMNS[name].required);

/** A line of text from a person in Markdown: nothing in it is markup, and it stays one line. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~&]/g, "\\$&");
}

/** JSON strings are YAML strings. */
function quoted(text: string): string {
  return JSON.stringify(text.replaceAll(/\s+/g, " ").trim());
}

function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value === 0 ? "0" : Math.abs(value) >= 1000 ? value.toFixed(1) : Number(value.toPrecision(4)).toString();
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)];
}

/**
 * What the Hugging Face hub reads of a dataset's README.md: for LeRobot the tag, the task and the data files that its own
 * cards have (lerobot, datasets/card_template.md), so that the hub's viewer finds the episodes.
 */
function frontMatter(info: DatasetInfo, { steps }: CardStatistics, format: ForeignFormat): readonly string[] {
  const size =
    steps < 1e3 ? "n<1K" : steps < 1e4 ? "1K<n<10K" : steps < 1e5 ? "10K<n<100K" : steps < 1e6 ? "100K<n<1M" : "n>1M";
  const configs = format === "lerobot" ? ["configs:", "- config_name: default", "  data_files: data/*/*.parquet"] : [];
  return [
    "---",
    "# license: choose one, such as cc-by-4.0, and remove the mark at the start of this line",
    `pretty_name: ${quoted(info.name)}`,
    "task_categories:",
    "- robotics",
    "- reinforcement-learning",
    "tags:",
    ...(format === "lerobot" ? ["- LeRobot"] : []),
    "- pogo",
    "- imitation-learning",
    "- hopper",
    "size_categories:",
    `- ${size}`,
    ...configs,
    "---",
    "",
  ];
}

function statisticsRow({ name, unit, mean, std, min, q01, q50, q99, max }: DimensionStatistics): readonly string[] {
  return [`\`${name}\``, unit, ...[mean, std, min, q01, q50, q99, max].map(number)];
}

/** Sampled quantiles say so, since they may lie one or two in a hundred steps off. */
function sampleNote({ steps }: CardStatistics): readonly string[] {
  if (steps <= CARD_SAMPLE) return [];
  const size = `${CARD_SAMPLE / 2} to ${CARD_SAMPLE} steps`;
  return [`1 %, median and 99 % are those of a sample of ${size}; the others are of all steps.`, ""];
}

const CODES: Partial<Record<ColumnName, readonly string[]>> = {
  cause: END_CAUSES,
  source: STEP_SOURCES,
  level: HELP_LEVELS,
  pad_device: INPUT_DEVICES,
};

function columnRow(name: ColumnName): readonly string[] {
  const { unit, doc } = STEP_COLUMNS[name];
  const codes = CODES[name];
  const words =
    codes === undefined ? doc : `${doc.split(";")[0]}: ${codes.map((code, i) => `${i} ${code}`).join(", ")}`;
  return [`\`${name}\``, codes === undefined ? unit : "code", words.replaceAll("|", "\\|")];
}

/** Describes an exported dataset in Markdown, for the README.md beside its files. `folder` is what the export is called. */
export function datasetCard(
  info: DatasetInfo,
  statistics: CardStatistics,
  format: ForeignFormat,
  folder: string,
): string {
  const { environment, origin } = info;
  const { figures } = statistics;
  const returns = figures.map((episode) => episode.return);
  const meanReturn = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const lines = [
    ...frontMatter(info, statistics, format),
    `# ${plain(info.name)}`,
    "",
    `Demonstrations of a one-legged hopper, written by Pogo (${plain(info.createdBy)}) as ${FORMAT_WORDS[format].label}.`,
    "",
    ...table(
      ["", ""],
      [
        ["Episodes", String(statistics.episodes)],
        [
          "Steps",
          `${statistics.steps}, of ${number(1000 * STEP_SECONDS)} ms each (${number(environment.rate)} per second)`,
        ],
        ["Mean return", returns.length === 0 ? "–" : number(meanReturn)],
        ["Environment", `${plain(environment.id)} (as Gymnasium's), physics: ${plain(environment.physics)}`],
        ["Longest episode", environment.maxEpisodeSteps === null ? "no limit" : `${environment.maxEpisodeSteps} steps`],
        ["Source", origin === null ? "recorded in Pogo" : plain(origin)],
        ["Made", plain(info.createdAt)],
        ["License", "not stated: say here, and at the top of this file, how others may use these episodes"],
      ],
    ),
    "",
    "## Loading it",
    "",
    ...loadingExample(format, folder),
    "",
    "## What is in it",
    "",
    "Observations are taken before the step; actions are the executed torques, as a fraction of 200 N·m, in [-1, 1].",
    "Episodes and parts of them that were left out in Pogo are not in these files.",
    "",
    ...table(
      ["value", "unit", "mean", "std", "min", "1 %", "median", "99 %", "max"],
      [...statistics.observation, ...statistics.action, statistics.reward].map(statisticsRow),
    ),
    "",
    ...sampleNote(statistics),
    `Observation: ${OBSERVATION.map(({ name, label }) => `\`${name}\` ${label.toLowerCase()}`).join(", ")}.`,
    `Action: ${ACTION.map(({ name, label }) => `\`${name}\` ${label.toLowerCase()}`).join(", ")}.`,
    "",
    "Further columns, where their source knew them (their names and places are the format's):",
    "",
    ...table(["column", "unit", "meaning"], OPTIONAL.map(columnRow)),
    "",
  ];
  return lines.join("\n");
}
