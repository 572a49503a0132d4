import type { Crc32 } from "../../base/crc32.ts";
import { STEP_COLUMNS } from "../columns.ts";
import type { ColumnArray, ColumnName, StepColumns, StepSnapshot } from "../columns.ts";
import { headerToMetadata } from "../episode-header.ts";
import type { Episode } from "../episode.ts";
import { EpisodeEncoder, STREAM_END } from "./encode-episode.ts";
import { presentColumns } from "./episode-schema.ts";

/** Rows per batch of a finished episode: one batch for all but very long ones. */
export const ROWS_PER_BATCH = 16_384;

/** Rows [first, first + count) of columns; they view the same memory. */
export function rowsOf(columns: StepColumns, first: number, count: number): StepColumns {
  const rows: { [name in ColumnName]?: ColumnArray } = {};
  for (const name of presentColumns(columns)) {
    const { size } = STEP_COLUMNS[name];
    const values = columns[name];
    if (values !== undefined) rows[name] = values.subarray(first * size, (first + count) * size);
  }
  return rows;
}

function within(snapshots: readonly StepSnapshot[], first: number, count: number): readonly StepSnapshot[] {
  return snapshots.filter((snapshot) => snapshot.step >= first && snapshot.step < first + count);
}

/** The bytes of a finished episode's file, piece by piece: the pieces laid end to end are the file. */
export function* encodeEpisode(
  { meta, columns, snapshots }: Episode,
  crc32?: Crc32,
): Generator<Uint8Array, void, void> {
  const names = presentColumns(columns);
  const encoder = new EpisodeEncoder(names, headerToMetadata({ kind: "finished", meta }), false, crc32);
  yield encoder.header();
  for (let first = 0; first < meta.steps; first += ROWS_PER_BATCH) {
    const count = Math.min(ROWS_PER_BATCH, meta.steps - first);
    yield encoder.batch({
      first,
      count,
      columns: rowsOf(columns, first, count),
      snapshots: within(snapshots, first, count),
      finalObservation: new Float64Array(0),
    });
  }
  yield STREAM_END;
}
