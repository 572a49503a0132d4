import type { LeRobotFeature, LeRobotType } from "../../shared/export/lerobot-features.ts";
import { TASK } from "../../shared/export/lerobot-features.ts";
import { QUANTILES } from "../../shared/export/feature-statistics.ts";
import type { FeatureStatistics } from "../../shared/export/feature-statistics.ts";
import { NumberedFiles } from "./lerobot-files.ts";
import type { FilePlace } from "./lerobot-files.ts";
import type { ParquetValues } from "./parquet/encode-column.ts";
import { ParquetFileWriter } from "./parquet/parquet-file-writer.ts";
import type { ParquetColumn, ParquetValueType } from "./parquet/parquet-schema.ts";

const ROWS_PER_GROUP = 64;
const task = new TextEncoder().encode(TASK);

/** One episode's row in meta/episodes. */
export interface EpisodeRow {
  readonly index: number;
  readonly length: number;
  readonly from: number;
  readonly data: FilePlace;
  /** one per feature, in their order */
  readonly statistics: readonly FeatureStatistics[];
}

/** Smallest and largest values keep the feature's kind, as the library writes them. */
function boundType(dtype: LeRobotType): ParquetValueType {
  if (dtype === "bool") return "boolean";
  return dtype === "float32" || dtype === "float64" ? "double" : "int64";
}

function typed(type: ParquetValueType, values: Float64Array): ParquetValues {
  if (type === "boolean") return Uint8Array.from(values);
  return type === "int64" ? BigInt64Array.from(values, (value) => BigInt(value)) : values;
}

interface StatisticColumn {
  readonly column: ParquetColumn;
  readonly of: (row: EpisodeRow) => Float64Array;
}

function statisticColumns(features: readonly LeRobotFeature[]): readonly StatisticColumn[] {
  return features.flatMap(({ key, dtype, size }, i) => {
    const part = (
      name: string,
      type: ParquetValueType,
      width: number,
      of: (statistics: FeatureStatistics) => Float64Array,
    ): StatisticColumn => ({
      column: { name: `stats/${key}/${name}`, type, width, optional: false },
      of: (row) => {
        const statistics = row.statistics[i];
        if (statistics === undefined) throw new Error(`no statistics of ${key}`);
        return of(statistics);
      },
    });
    return [
      part("min", boundType(dtype), size, ({ min }) => min),
      part("max", boundType(dtype), size, ({ max }) => max),
      part("mean", "double", size, ({ mean }) => mean),
      part("std", "double", size, ({ std }) => std),
      part("count", "int64", 1, ({ count }) => Float64Array.of(count)),
      ...QUANTILES.map(([name], q) => part(name, "double", size, ({ quantiles, mean }) => quantiles[q] ?? mean)),
    ];
  });
}

const INTEGERS = [
  ["length", ({ length }) => length],
  ["data/chunk_index", ({ data }) => data.chunk],
  ["data/file_index", ({ data }) => data.file],
  ["dataset_from_index", ({ from }) => from],
  ["dataset_to_index", ({ from, length }) => from + length],
] as const satisfies readonly (readonly [string, (row: EpisodeRow) => number])[];

const integer = (name: string): ParquetColumn => ({ name, type: "int64", width: null, optional: false });

/** Writes meta/episodes, the table that says where each episode lies, with its statistics. */
export class LeRobotEpisodes {
  readonly #files: NumberedFiles;
  readonly #statistics: readonly StatisticColumn[];
  #rows: EpisodeRow[] = [];

  constructor(root: string, features: readonly LeRobotFeature[]) {
    this.#statistics = statisticColumns(features);
    this.#files = new NumberedFiles(root, "meta/episodes", [
      integer("episode_index"),
      { name: "tasks", type: "string", width: 1, optional: false },
      ...INTEGERS.map(([name]) => integer(name)),
      ...this.#statistics.map(({ column }) => column),
      integer("meta/episodes/chunk_index"),
      integer("meta/episodes/file_index"),
    ]);
  }

  get paths(): readonly string[] {
    return this.#files.paths;
  }

  async add(row: EpisodeRow): Promise<void> {
    this.#rows.push(row);
    if (this.#rows.length >= ROWS_PER_GROUP) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#files.finish();
  }

  abandon(): Promise<void> {
    return this.#files.abandon();
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length === 0) return;
    const { chunk, file } = await this.#files.next(rows.length);
    const integers = (of: (row: EpisodeRow) => number): ParquetValues =>
      BigInt64Array.from(rows, (row) => BigInt(of(row)));
    await this.#files.write(
      [
        integers(({ index }) => index),
        rows.map(() => task),
        ...INTEGERS.map(([, of]) => integers(of)),
        ...this.#statistics.map(({ column, of }) => {
          const width = column.width ?? 1;
          const values = new Float64Array(rows.length * width);
          for (const [i, row] of rows.entries()) values.set(of(row), i * width);
          return typed(column.type, values);
        }),
        integers(() => chunk),
        integers(() => file),
      ],
      rows.length,
    );
  }
}

/** Writes meta/tasks.parquet: a pandas frame of one row, indexed by the task's text, as `tasks.loc[text]` needs it. */
export async function writeTasks(path: string): Promise<void> {
  const columns: readonly ParquetColumn[] = [
    integer("task_index"),
    { name: "task", type: "string", width: null, optional: false },
  ];
  const text = { pandas_type: "unicode", numpy_type: "object", metadata: null };
  const pandas = {
    index_columns: ["task"],
    column_indexes: [{ name: null, field_name: null, ...text, metadata: { encoding: "UTF-8" } }],
    columns: [
      { name: "task_index", field_name: "task_index", pandas_type: "int64", numpy_type: "int64", metadata: null },
      { name: "task", field_name: "task", ...text },
    ],
    attributes: {},
    creator: { library: "pyarrow", version: "21.0.0" },
    pandas_version: "2.2.0",
  };
  const file = await ParquetFileWriter.create(path, columns);
  try {
    await file.writeGroup([BigInt64Array.of(0n), [task]], 1);
    await file.finish({ pandas: JSON.stringify(pandas) });
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

/** meta/stats.json, from the statistics of all features in their order. */
export function statsJson(
  features: readonly LeRobotFeature[],
  statistics: readonly (FeatureStatistics | null)[],
): string {
  const entries = features.flatMap(({ key, dtype }, i) => {
    const all = statistics[i];
    if (all === null || all === undefined) return [];
    const bound = (values: Float64Array): readonly (number | boolean)[] =>
      Array.from(values, (value) => (dtype === "bool" ? value !== 0 : value));
    const quantiles = QUANTILES.map(([name], q) => [name, Array.from(all.quantiles[q] ?? all.mean)] as const);
    return [
      [
        key,
        {
          min: bound(all.min),
          max: bound(all.max),
          mean: Array.from(all.mean),
          std: Array.from(all.std),
          count: [all.count],
          ...Object.fromEntries(quantiles),
        },
      ] as const,
    ];
  });
  return JSON.stringify(Object.fromEntries(entries), null, 4);
}
