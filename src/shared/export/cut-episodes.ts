import { invalidFile } from "../dataset/invalid-file.ts";
import type { ColumnArray, StepSnapshot } from "../dataset/columns.ts";
import type { RowField } from "./foreign-columns.ts";
import { specOf, toColumn } from "./row-columns.ts";
import type { FieldValues } from "./row-columns.ts";
import type { TableEpisode } from "./table-episodes.ts";

/** Rows of a table as they are read; steps of snapshots count from the first row. */
export interface RowChunk {
  readonly rows: number;
  /** which episode each row belongs to; null: episodes end where a flag says so */
  readonly keys: readonly string[] | null;
  readonly fields: ReadonlyMap<RowField, FieldValues>;
  readonly snapshots: readonly StepSnapshot[];
}

/** A longer episode would not fit in memory: 18 hours at 125 Hz. */
const MAX_EPISODE_STEPS = 2 ** 23;

interface Part {
  readonly chunk: RowChunk;
  readonly from: number;
  readonly to: number;
}

function cut({ values, absent }: FieldValues, width: number, from: number, to: number): FieldValues {
  const part = ArrayBuffer.isView(values)
    ? (values as Float64Array).subarray(from * width, to * width)
    : Array.prototype.slice.call(values, from * width, to * width);
  return { values: part, absent: absent?.subarray(from, to) ?? null };
}

function joined(parts: readonly Part[], field: RowField, rows: number): ColumnArray | null {
  const { size } = specOf(field);
  const pieces = parts.map(({ chunk, from, to }) => {
    const values = chunk.fields.get(field);
    if (values === undefined) throw invalidFile(`Column ${field} is missing in a part of the table.`);
    return { rows: to - from, piece: cut(values, size, from, to) };
  });
  const [first, ...others] = pieces;
  if (first !== undefined && others.length === 0) return toColumn(field, first.piece, rows);
  const values = new Float64Array(rows * size);
  const absent = new Uint8Array(rows);
  let at = 0;
  for (const { rows: count, piece } of pieces) {
    values.set(piece.values, at * size);
    if (piece.absent !== null) absent.set(piece.absent, at);
    at += count;
  }
  return toColumn(field, { values, absent }, rows);
}

function finish(key: string, parts: readonly Part[]): TableEpisode {
  const rows = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  const fields = new Map<RowField, ColumnArray>();
  for (const field of parts[0]?.chunk.fields.keys() ?? []) {
    const column = joined(parts, field, rows);
    if (column !== null) fields.set(field, column);
  }
  let before = 0;
  const snapshots: StepSnapshot[] = [];
  for (const { chunk, from, to } of parts) {
    for (const { step, bytes } of chunk.snapshots)
      if (step >= from && step < to) snapshots.push({ step: step - from + before, bytes });
    before += to - from;
  }
  return { key, rows, fields, snapshots };
}

/**
 * Cuts a table into episodes: a new one begins where the key changes, or without keys after a row that is terminated or
 * truncated. One episode is in memory at a time. FailureError "invalid-file" for an episode that comes twice or is too long.
 */
export async function* cutEpisodes(chunks: AsyncIterable<RowChunk>): AsyncGenerator<TableEpisode, void, void> {
  const seen = new Set<string>();
  let parts: Part[] = [];
  let open: string | null = null;
  let length = 0;
  let count = 0;
  for await (const chunk of chunks) {
    const ends = [chunk.fields.get("terminated")?.values, chunk.fields.get("truncated")?.values];
    let from = 0;
    for (let row = 0; row < chunk.rows; row++) {
      const key: string = chunk.keys?.[row] ?? open ?? String(count);
      if (open !== null && key !== open) {
        if (row > from) parts.push({ chunk, from, to: row });
        from = row;
        yield finish(open, parts);
        parts = [];
        open = null;
      }
      if (open === null) {
        if (seen.has(key)) throw invalidFile(`Episode ${key.slice(0, 40)} is in two places of the table.`);
        seen.add(key);
        open = key;
        length = 0;
      }
      length++;
      if (length > MAX_EPISODE_STEPS) throw invalidFile(`An episode has more than ${MAX_EPISODE_STEPS} steps.`);
      if (chunk.keys === null && ends.some((flags) => flags?.[row] === 1)) {
        parts.push({ chunk, from, to: row + 1 });
        from = row + 1;
        yield finish(open, parts);
        parts = [];
        open = null;
        count++;
      }
    }
    if (from < chunk.rows) parts.push({ chunk, from, to: chunk.rows });
  }
  if (open !== null) yield finish(open, parts);
}
