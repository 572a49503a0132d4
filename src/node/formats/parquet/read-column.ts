import type { ColumnMetaData, RowGroup } from "hyparquet";
import { FailureError } from "../../../shared/base/failure.ts";
import { invalidFile } from "../../../shared/dataset/invalid-file.ts";
import { chunkPages, presentItems } from "./decode-pages.ts";
import type { Page } from "./decode-pages.ts";
import { pageValues, plainValues } from "./decode-values.ts";
import type { PageValues } from "./decode-values.ts";
import type { ParquetSource, SourceColumn } from "./parquet-source.ts";

/** A column of a row group: `width` numbers per row, zero where `absent` has a 1. */
export interface NumberColumn {
  readonly values: Float64Array | Float32Array | Int32Array | Uint8Array;
  /** a 1 per row without a value; null: every row has one */
  readonly absent: Uint8Array | null;
}

/** Lists of a stored column longer than this are no hopper's. */
const MAX_WIDTH = 64;

function metaOf(source: ParquetSource, group: RowGroup, column: SourceColumn): ColumnMetaData {
  const meta = group.columns.find(({ meta_data: found }) => found?.path_in_schema.join(".") === column.path)?.meta_data;
  if (meta === undefined || meta.type !== column.element.type)
    throw invalidFile(`Column ${column.name} of ${source.name} is missing in a row group.`);
  return meta;
}

function numberArray(meta: ColumnMetaData, column: SourceColumn, length: number): NumberColumn["values"] {
  const { converted_type: converted, logical_type: logical } = column.element;
  const plain = converted === undefined || /^U?INT_(8|16|32|64)$/.test(converted);
  const sound = logical === undefined || logical.type === "INTEGER";
  const unsigned32 = converted === "UINT_32";
  if (plain && sound && !unsigned32) {
    if (meta.type === "DOUBLE" || meta.type === "INT64") return new Float64Array(length);
    if (meta.type === "FLOAT") return new Float32Array(length);
    if (meta.type === "INT32") return new Int32Array(length);
    if (meta.type === "BOOLEAN") return new Uint8Array(length);
  }
  throw new FailureError(
    "unsupported",
    `Column ${column.name} has values of type ${logical?.type ?? converted ?? meta.type}, not plain numbers.`,
    "Store it as numbers or truth values.",
  );
}

function setNumbers(into: NumberColumn["values"], at: number, values: PageValues): void {
  if (values instanceof BigInt64Array) for (const [i, value] of values.entries()) into[at + i] = Number(value);
  else if (ArrayBuffer.isView(values)) into.set(values, at);
}

interface Target {
  readonly column: SourceColumn;
  readonly rows: number;
  readonly width: number;
  readonly values: NumberColumn["values"];
  readonly absent: Uint8Array;
}

function wrongWidth(target: Target): never {
  const { column, width } = target;
  throw new FailureError(
    "unsupported",
    `Column ${column.name} has lists of another length than the hopper's ${width}.`,
    "Choose a dataset of the hopper: 11 numbers of observation, 3 of action.",
  );
}

/** Places a page's values from `row` on; answers the next row. */
function placePage(target: Target, page: Page, values: PageValues, row: number): number {
  const { column, rows, width } = target;
  const { items, definition, repetition } = page;
  if (definition.every((level) => level === column.maxDefinition) && inStep(column, repetition, items, width)) {
    const count = items / width;
    if (row + count > rows) throw invalidFile(`Column ${column.name} has more rows than its row group.`);
    setNumbers(target.values, row * width, values);
    return row + count;
  }
  const single = numberArrayLike(target.values, values.length);
  setNumbers(single, 0, values);
  let next = row;
  let taken = 0;
  for (let i = 0; i < items;) {
    if (next >= rows) throw invalidFile(`Column ${column.name} has more rows than its row group.`);
    let end = i + 1;
    while (end < items && repetition[end] === 1) end++;
    if ((definition[i] ?? 0) < column.itemDefinition) target.absent[next] = 1;
    else {
      if (end - i !== width) wrongWidth(target);
      for (let item = 0; item < width; item++) {
        const there = (definition[i + item] ?? column.maxDefinition) === column.maxDefinition;
        target.values[next * width + item] = there ? (single[taken++] ?? 0) : Number.NaN;
        if (!there && !(single instanceof Float64Array || single instanceof Float32Array))
          throw invalidFile(`Column ${column.name} lacks a value within a list.`);
      }
    }
    next++;
    i = end;
  }
  return next;
}

function numberArrayLike(values: NumberColumn["values"], length: number): NumberColumn["values"] {
  if (values instanceof Float64Array) return new Float64Array(length);
  if (values instanceof Float32Array) return new Float32Array(length);
  return values instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length);
}

/** Whether the levels say that every row has exactly `width` items. */
function inStep(column: SourceColumn, repetition: Uint32Array, items: number, width: number): boolean {
  if (!column.list) return width === 1;
  if (items % width !== 0) return false;
  for (let i = 0, item = 0; i < items; i++) {
    if (repetition[i] !== (item === 0 ? 0 : 1)) return false;
    item = item + 1 === width ? 0 : item + 1;
  }
  return true;
}

/** Reads a column of numbers, `width` per row. FailureError "invalid-file" or "unsupported". */
export async function readNumbers(
  source: ParquetSource,
  group: RowGroup,
  column: SourceColumn,
  width: number,
): Promise<NumberColumn> {
  const rows = Number(group.num_rows);
  const meta = metaOf(source, group, column);
  const target: Target = {
    column,
    rows,
    width,
    values: numberArray(meta, column, rows * width),
    absent: new Uint8Array(rows),
  };
  let row = 0;
  for await (const { page, values } of decodedPages(source, column, meta, rows))
    row = placePage(target, page, values, row);
  if (row !== rows) throw invalidFile(`Column ${column.name} of ${source.name} has ${row} rows instead of ${rows}.`);
  return { values: target.values, absent: target.absent.includes(1) ? target.absent : null };
}

async function* decodedPages(
  source: ParquetSource,
  column: SourceColumn,
  meta: ColumnMetaData,
  rows: number,
): AsyncGenerator<{ readonly page: Page; readonly values: PageValues }, void, void> {
  const chunk = chunkPages(await source.read(meta), column, meta, rows * (column.list ? MAX_WIDTH : 1));
  const dictionary =
    chunk.dictionary === null ? null : plainValues(meta.type, chunk.dictionary.bytes, chunk.dictionary.items);
  for (const page of chunk.pages) {
    const count = presentItems(column, page);
    yield { page, values: pageValues(meta.type, page.encoding, page.values, count, dictionary) };
  }
}

/** Reads a column of texts or bytes; null where a row has none. FailureError "invalid-file" or "unsupported". */
export async function readBinaries(
  source: ParquetSource,
  group: RowGroup,
  column: SourceColumn,
): Promise<readonly (Uint8Array | null)[]> {
  const rows = Number(group.num_rows);
  const meta = metaOf(source, group, column);
  if (column.list || meta.type !== "BYTE_ARRAY")
    throw new FailureError(
      "unsupported",
      `Column ${column.name} of ${source.name} holds no plain texts or bytes.`,
      "Store it as such.",
    );
  const all: (Uint8Array | null)[] = [];
  for await (const { page, values } of decodedPages(source, column, meta, rows)) {
    if (ArrayBuffer.isView(values) && values.length > 0) throw invalidFile(`Column ${column.name} holds no texts.`);
    const texts = ArrayBuffer.isView(values) ? [] : values;
    let taken = 0;
    for (let i = 0; i < page.items; i++) {
      const there = column.maxDefinition === 0 || page.definition[i] === column.maxDefinition;
      all.push(there ? (texts[taken++] ?? null) : null);
    }
  }
  if (all.length !== rows)
    throw invalidFile(`Column ${column.name} of ${source.name} has ${all.length} rows of ${rows}.`);
  return all;
}
