import { FailureError } from "../../shared/base/failure.ts";
import { FORMAT_WORDS } from "../../shared/dataset/foreign-formats.ts";
import type { ExportEstimate, ForeignFormat } from "../../shared/dataset/foreign-formats.ts";
import { CSV_LOST, exportCsv } from "./export-csv.ts";
import { exportLeRobot } from "./export-lerobot.ts";
import { exportMcap, MCAP_LOST } from "./export-mcap.ts";
import { exportMinari, MINARI_LOST } from "./export-minari.ts";
import { exportParquet } from "./export-parquet.ts";
import { importCsv } from "./import-csv.ts";
import { importLeRobot } from "./import-lerobot.ts";
import { exportRobomimic, ROBOMIMIC_LOST } from "./export-robomimic.ts";
import { importMcap } from "./import-mcap.ts";
import { importMinari } from "./import-minari.ts";
import { importParquet } from "./import-parquet.ts";
import { importRobomimic } from "./import-robomimic.ts";
import type { Exporter, Importer } from "./transfer.ts";

/** Used episodes and steps of a dataset, and the bytes of their own files. */
export interface ExportSize {
  readonly episodes: number;
  readonly steps: number;
  readonly bytes: number;
}

/** Both directions of a format. */
interface FormatCodec {
  readonly write: Exporter | null;
  readonly read: Importer | null;
  /** what its exports leave out, in sentences for people */
  readonly lost: readonly string[];
  /** bytes of the files that an export makes, about */
  readonly estimate: (size: ExportSize) => number;
}

const CODECS: Readonly<Record<ForeignFormat, FormatCodec>> = {
  lerobot: {
    write: exportLeRobot,
    read: importLeRobot,
    lost: [],
    estimate: ({ episodes, steps, bytes }) => bytes + 100 * steps + 20_000 * episodes,
  },
  minari: {
    write: exportMinari,
    read: importMinari,
    lost: MINARI_LOST,
    estimate: ({ episodes, steps }) => 500 * steps + 30_000 * episodes,
  },
  robomimic: {
    write: exportRobomimic,
    read: importRobomimic,
    lost: ROBOMIMIC_LOST,
    estimate: ({ episodes, steps }) => 650 * steps + 20_000 * episodes,
  },
  mcap: {
    write: exportMcap,
    read: importMcap,
    lost: MCAP_LOST,
    estimate: ({ episodes, steps }) => 750 * steps + 5_000 * episodes,
  },
  parquet: { write: exportParquet, read: importParquet, lost: [], estimate: ({ bytes }) => bytes },
  csv: { write: exportCsv, read: importCsv, lost: CSV_LOST, estimate: ({ bytes }) => 2 * bytes },
};

function unsupported(format: ForeignFormat, what: string): FailureError {
  return new FailureError("unsupported", `${FORMAT_WORDS[format].label} cannot be ${what}.`, "Choose another format.");
}

/** FailureError "unsupported" where the format is only read. */
export function exporterOf(format: ForeignFormat): Exporter {
  const { write } = CODECS[format];
  if (write === null) throw unsupported(format, "written");
  return write;
}

/** FailureError "unsupported" where the format is only written. */
export function importerOf(format: ForeignFormat): Importer {
  const { read } = CODECS[format];
  if (read === null) throw unsupported(format, "read");
  return read;
}

/** What an export of this size would make; FailureError "unsupported" where the format is only read. */
export function estimateExport(format: ForeignFormat, size: ExportSize): ExportEstimate {
  exporterOf(format);
  const { lost, estimate } = CODECS[format];
  return { episodes: size.episodes, steps: size.steps, bytes: Math.round(estimate(size)), lost };
}
