import { constants, promises as fs } from "node:fs";
import { basename } from "node:path";
import { parquetMetadata, parquetSchema } from "hyparquet";
import type { ColumnMetaData, FileMetaData, RowGroup, SchemaElement, SchemaTree } from "hyparquet";
import { FailureError } from "../../../shared/base/failure.ts";
import { invalidFile } from "../../../shared/dataset/invalid-file.ts";

const MAX_FOOTER_BYTES = 128 * 1024 * 1024;
/** Stored bytes of one column in one row group. */
const MAX_CHUNK_BYTES = 1024 * 1024 * 1024;
/** Twice what our own files have; pyarrow's default is 2^20. */
const MAX_GROUP_ROWS = 2 ** 21;

/** A column that can be read: a plain value or a list of plain values per row. */
export interface SourceColumn {
  readonly name: string;
  readonly path: string;
  readonly element: SchemaElement;
  readonly list: boolean;
  readonly maxDefinition: number;
  /** definition level from which on there is an item, or for plain columns a value */
  readonly itemDefinition: number;
}

/** An open Parquet file. */
export interface ParquetSource {
  readonly name: string;
  readonly rows: number;
  readonly groups: readonly RowGroup[];
  readonly columns: ReadonlyMap<string, SourceColumn>;
  readonly metadata: ReadonlyMap<string, string>;
  /** The stored bytes of a column in a row group. */
  read(meta: ColumnMetaData): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** What a library throws over bytes means that the file is damaged. */
export function parsing<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof FailureError ? error : invalidFile(what, error);
  }
}

function sourceColumn(top: SchemaTree): SourceColumn | null {
  const path: string[] = [];
  let maxDefinition = 0;
  let itemDefinition = 0;
  let repeated = 0;
  let node = top;
  for (;;) {
    path.push(node.element.name);
    const repetition = node.element.repetition_type;
    if (repetition !== "REQUIRED") maxDefinition++;
    if (repetition === "REPEATED") {
      repeated++;
      itemDefinition = maxDefinition;
    }
    const [only, ...others] = node.children;
    if (only === undefined) break;
    if (others.length > 0) return null;
    node = only;
  }
  if (repeated > 1 || node.element.type === undefined) return null;
  const list = repeated === 1;
  return {
    name: top.element.name,
    path: path.join("."),
    element: node.element,
    list,
    maxDefinition,
    itemDefinition: list ? itemDefinition : maxDefinition,
  };
}

function columnsOf(metadata: FileMetaData): ReadonlyMap<string, SourceColumn> {
  const columns = new Map<string, SourceColumn>();
  for (const child of parquetSchema(metadata).children) {
    const column = sourceColumn(child);
    if (column !== null) columns.set(column.name, column);
  }
  return columns;
}

function checkGroups(metadata: FileMetaData): number {
  let rows = 0;
  for (const group of metadata.row_groups) {
    if (typeof group.num_rows !== "bigint" || group.num_rows < 0n || !Array.isArray(group.columns))
      throw invalidFile("The Parquet file's footer is damaged.");
    if (group.num_rows > BigInt(MAX_GROUP_ROWS))
      throw new FailureError(
        "unsupported",
        `The Parquet file has a row group of ${group.num_rows} rows; at most ${MAX_GROUP_ROWS} are read at once.`,
        "Write it again with smaller row groups.",
      );
    rows += Number(group.num_rows);
  }
  return rows;
}

/** Opens a Parquet file and reads its footer. FailureError "invalid-file"; file-system errors as they are. */
export async function openParquet(path: string): Promise<ParquetSource> {
  const name = basename(path);
  const file = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = await file.stat();
    if (!status.isFile()) throw invalidFile(`${name} is no file.`);
    const { size } = status;
    const tail = await readRange(file, Math.max(0, size - 8), Math.min(8, size), name);
    if (size < 12 || tail.toString("latin1", 4) !== "PAR1") throw invalidFile(`${name} is no Parquet file.`);
    const footer = tail.readUInt32LE(0);
    if (footer + 12 > size || footer > MAX_FOOTER_BYTES)
      throw invalidFile(`The footer of ${name} claims to be larger than the file.`);
    const bytes = await readRange(file, size - footer - 8, footer + 8, name);
    return parsing(`The footer of ${name} is damaged.`, () => {
      const metadata = parquetMetadata(new Uint8Array(bytes), { geoparquet: false });
      return {
        name,
        rows: checkGroups(metadata),
        groups: metadata.row_groups,
        columns: columnsOf(metadata),
        metadata: new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value ?? ""])),
        read: (meta) => readChunk(file, meta, size, name),
        close: () => file.close(),
      };
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readChunk(file: fs.FileHandle, meta: ColumnMetaData, size: number, name: string): Promise<Uint8Array> {
  const dictionary = meta.dictionary_page_offset;
  const data = Number(meta.data_page_offset);
  // some writers give 0 where there is no dictionary
  const start = dictionary !== undefined && dictionary > 0n ? Math.min(Number(dictionary), data) : data;
  const length = Number(meta.total_compressed_size);
  if (!(start >= 4 && length >= 0 && start + length <= size))
    throw invalidFile(`${name} says that it has data beyond its end.`);
  if (length > MAX_CHUNK_BYTES) throw invalidFile(`A column of ${name} claims to have ${length} bytes.`);
  // a plain array: a Buffer's slice would be no copy
  const { buffer, byteOffset } = await readRange(file, start, length, name);
  return new Uint8Array(buffer, byteOffset, length);
}

async function readRange(file: fs.FileHandle, start: number, length: number, name: string): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, length - done, start + done);
    if (bytesRead === 0) throw invalidFile(`${name} is cut short.`);
    done += bytesRead;
  }
  return bytes;
}
