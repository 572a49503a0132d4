import { FailureError } from "../../shared/base/failure.ts";
import { FORMAT_WORDS } from "../../shared/dataset/foreign-formats.ts";
import type { ForeignFormat } from "../../shared/dataset/foreign-formats.ts";
import { exportCsv } from "./export-csv.ts";
import { exportMinari } from "./export-minari.ts";
import { importMinari } from "./import-minari.ts";
import type { Exporter, Importer } from "./transfer.ts";

/** Both directions of a format. */
export interface FormatCodec {
  readonly write: Exporter | null;
  readonly read: Importer | null;
}

const none: FormatCodec = { write: null, read: null };

const CODECS: Readonly<Record<ForeignFormat, FormatCodec>> = {
  lerobot: none,
  minari: { write: exportMinari, read: importMinari },
  robomimic: none,
  mcap: none,
  parquet: none,
  csv: { write: exportCsv, read: null },
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
