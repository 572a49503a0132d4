import { FileSink } from "../file-sink.ts";
import { encodeColumn } from "./encode-column.ts";
import type { ParquetValues } from "./encode-column.ts";
import type { ParquetColumn } from "./parquet-schema.ts";
import { ThriftWriter } from "./thrift-writer.ts";
import { writeFooter, writeRowGroup } from "./write-footer.ts";
import type { PlacedColumn } from "./write-footer.ts";

const MAGIC = Buffer.from("PAR1");
/** Readers bound what they allocate for a row group. */
export const MAX_GROUP_ROWS = 1 << 20;

/** Writes a Parquet file row group by row group; only the group in hand is in memory. */
export class ParquetFileWriter {
  readonly #file: FileSink;
  readonly #columns: readonly ParquetColumn[];
  /** of the row groups so far */
  readonly #described = new ThriftWriter();
  #groups = 0;
  #rows = 0;

  private constructor(file: FileSink, columns: readonly ParquetColumn[]) {
    this.#file = file;
    this.#columns = columns;
  }

  static async create(path: string, columns: readonly ParquetColumn[]): Promise<ParquetFileWriter> {
    const writer = new ParquetFileWriter(await FileSink.create(path), columns);
    await writer.#file.put(MAGIC);
    return writer;
  }

  /** bytes so far, without the footer */
  get size(): number {
    return this.#file.size;
  }

  get rows(): number {
    return this.#rows;
  }

  /** One row group: a value per column, in their order. */
  async writeGroup(values: readonly ParquetValues[], rows: number): Promise<void> {
    const placed: PlacedColumn[] = [];
    for (const [i, column] of this.#columns.entries()) {
      const encoded = encodeColumn(column, values[i] ?? null, rows);
      const offset = this.size;
      placed.push({ column, encoded, offset });
      for (const part of encoded.parts) {
        const full = this.#file.put(part);
        if (full !== null) await full;
      }
      if (this.size !== offset + encoded.size) throw new Error("a column chunk has another size than was said");
    }
    writeRowGroup(this.#described, placed, rows);
    this.#groups += 1;
    this.#rows += rows;
  }

  /** Writes the footer and closes the file, synced. */
  async finish(metadata: Readonly<Record<string, string>> = {}): Promise<void> {
    const footer = new ThriftWriter();
    writeFooter(footer, {
      columns: this.#columns,
      rows: this.#rows,
      groups: this.#groups,
      groupBytes: this.#described.bytes,
      metadata,
    });
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.bytes.length);
    for (const part of [footer.bytes, length, MAGIC]) await this.#file.put(part);
    await this.#file.finish();
  }

  /** Closes the file as it is, for the way out of an error. */
  abandon(): Promise<void> {
    return this.#file.abandon();
  }
}
