/** The formats of other programs that are read and written. */
export const FOREIGN_FORMATS = ["lerobot", "minari", "robomimic", "mcap", "parquet", "csv"] as const;
export type ForeignFormat = (typeof FOREIGN_FORMATS)[number];

/** A format as people choose it. */
export interface FormatWords {
  readonly label: string;
  /** who reads it */
  readonly doc: string;
}

/** What an export would make. */
export interface ExportEstimate {
  readonly episodes: number;
  readonly steps: number;
  /** of the files, about */
  readonly bytes: number;
  /** what the format cannot hold, in sentences for people; empty where nothing is lost */
  readonly lost: readonly string[];
}

export const FORMAT_WORDS: Readonly<Record<ForeignFormat, FormatWords>> = {
  lerobot: {
    label: "LeRobot v3.0",
    doc: "Hugging Face LeRobot: Parquet files with a description, for training policies",
  },
  minari: { label: "Minari", doc: "Farama Minari: HDF5, for offline reinforcement learning" },
  robomimic: { label: "robomimic", doc: "robomimic and robosuite: HDF5 with train and validation masks" },
  mcap: { label: "MCAP", doc: "Foxglove, Lichtblick, Rerun and ROS tools: messages over time" },
  parquet: { label: "Parquet", doc: "pandas, polars, DuckDB and Spark: every column, one file" },
  csv: { label: "CSV", doc: "Spreadsheets and everything else: every column as text" },
};
