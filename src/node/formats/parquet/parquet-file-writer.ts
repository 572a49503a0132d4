import type { KeyValue, RowGroup } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import { FileSink } from "../file-sink.ts";
import { encodeColumn } from "./encode-column.ts";
import type { ParquetValues } from "./encode-column.ts";
import { parquetSchemaOf } from "./parquet-schema.ts";
import type { ParquetColumn } from "./parquet-schema.ts";

const MAGIC = Buffer.from("PAR1");
/** Readers bound what they allocate for a row group. */
export const MAX_GROUP_ROWS = 1 << 20;

/** Writes a Parquet file row group by row group; only the group in hand is in memory. */
export class ParquetFileWriter {
  readonly #file: FileSink;
  readonly #columns: readonly ParquetColumn[];
  readonly #groups: RowGroup[] = [];
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
    const start = this.size;
    const columns: RowGroup["columns"] = [];
    for (const [i, column] of this.#columns.entries()) {
      const { parts, size, meta } = encodeColumn(column, values[i] ?? null, rows);
      const at = BigInt(this.size);
      const { dictionary_page_offset: dictionary } = meta;
      columns.push({
        file_offset: 0n,
        meta_data: {
          ...meta,
          data_page_offset: meta.data_page_offset + at,
          ...(dictionary === undefined ? {} : { dictionary_page_offset: dictionary + at }),
        },
      });
      for (const part of parts) {
        const full = this.#file.put(part);
        if (full !== null) await full;
      }
      if (this.size !== Number(at) + size) throw new Error("a column chunk has another size than was said");
    }
    const size = BigInt(this.size - start);
    this.#groups.push({ columns, total_byte_size: size, num_rows: BigInt(rows), total_compressed_size: size });
    this.#rows += rows;
  }

  /** Writes the footer and closes the file, synced. */
  async finish(metadata: Readonly<Record<string, string>> = {}): Promise<void> {
    const kv: KeyValue[] = Object.entries(metadata).map(([key, value]) => ({ key, value }));
    const footer = new ByteWriter(64 * 1024);
    writeMetadata(
      footer,
      {
        version: 2,
        created_by: "Pogo (hyparquet-writer)",
        schema: parquetSchemaOf(this.#columns),
        num_rows: BigInt(this.#rows),
        row_groups: this.#groups,
        ...(kv.length === 0 ? {} : { key_value_metadata: kv }),
        metadata_length: 0,
      },
      Infinity,
    );
    await this.#file.put(footer.getBytes());
    await this.#file.put(MAGIC);
    await this.#file.finish();
  }

  /** Closes the file as it is, for the way out of an error. */
  abandon(): Promise<void> {
    return this.#file.abandon();
  }
}
