import type { RowGroup } from "hyparquet";
import { FailureError } from "../../../shared/base/failure.ts";
import { invalidFile } from "../../../shared/dataset/invalid-file.ts";
import type { RowChunk } from "../../../shared/export/cut-episodes.ts";
import type { ColumnKinds, FieldSource, RowField, TableMapping } from "../../../shared/export/foreign-columns.ts";
import type { FieldValues } from "../../../shared/export/row-columns.ts";
import type { StepSnapshot } from "../../../shared/dataset/columns.ts";
import { readBinaries, readNumbers } from "./read-column.ts";
import type { NumberColumn } from "./read-column.ts";
import type { ParquetSource, SourceColumn } from "./parquet-source.ts";

/** What columns a file has, for `mapTable`. */
export function columnKinds(source: ParquetSource): ColumnKinds {
  return new Map([...source.columns].map(([name, { list }]) => [name, list ? "list" : "scalar"]));
}

function columnOf(source: ParquetSource, name: string): SourceColumn {
  const column = source.columns.get(name);
  if (column === undefined)
    throw new FailureError("unsupported", `${source.name} has no column ${name}.`, "Choose files of one dataset.");
  return column;
}

async function readKeys(source: ParquetSource, group: RowGroup, name: string): Promise<readonly string[]> {
  const column = columnOf(source, name);
  if (column.element.type === "BYTE_ARRAY") {
    const decoder = new TextDecoder();
    const known = new Map<string, string>();
    let before: Uint8Array | null = null;
    let text = "";
    return (await readBinaries(source, group, column)).map((bytes) => {
      if (bytes === null) throw invalidFile(`Column ${name} of ${source.name} has rows without a value.`);
      if (bytes === before) return text;
      before = bytes;
      text = decoder.decode(bytes);
      const same = known.get(text);
      if (same !== undefined) text = same;
      else known.set(text, text);
      return text;
    });
  }
  const { values, absent } = await readNumbers(source, group, column, 1);
  if (absent !== null) throw invalidFile(`Column ${name} of ${source.name} has rows without a value.`);
  return Array.from(values, String);
}

function interleave(parts: readonly NumberColumn[], rows: number): FieldValues {
  const values = new Float64Array(rows * parts.length);
  const absent = new Uint8Array(rows);
  for (const [place, part] of parts.entries()) {
    for (let row = 0; row < rows; row++) {
      values[row * parts.length + place] = part.values[row] ?? Number.NaN;
      if (part.absent?.[row] === 1) absent[row] = 1;
    }
  }
  return { values, absent };
}

async function readField(
  source: ParquetSource,
  group: RowGroup,
  { width, columns }: FieldSource,
): Promise<FieldValues> {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return readNumbers(source, group, columnOf(source, only), width);
  const parts: NumberColumn[] = [];
  for (const name of columns) parts.push(await readNumbers(source, group, columnOf(source, name), 1));
  return interleave(parts, Number(group.num_rows));
}

async function readSnapshots(source: ParquetSource, group: RowGroup): Promise<readonly StepSnapshot[]> {
  const column = source.columns.get("snapshot");
  if (column === undefined) return [];
  const rows = await readBinaries(source, group, column);
  // a copy: a view would keep the whole column in memory
  return rows.flatMap((bytes, step) => (bytes === null ? [] : [{ step, bytes: bytes.slice() }]));
}

/** The rows of a file, row group by row group. FailureError "invalid-file" or "unsupported". */
export async function* parquetRows(source: ParquetSource, mapping: TableMapping): AsyncGenerator<RowChunk, void, void> {
  for (const group of source.groups) {
    const rows = Number(group.num_rows);
    if (rows === 0) continue;
    const fields = new Map<RowField, FieldValues>();
    for (const field of mapping.fields) fields.set(field.field, await readField(source, group, field));
    const keys = mapping.episode === null ? null : await readKeys(source, group, mapping.episode);
    const snapshots = mapping.native ? await readSnapshots(source, group) : [];
    yield { rows, keys, fields, snapshots };
  }
}
