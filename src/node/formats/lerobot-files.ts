import { promises as fs } from "node:fs";
import { dirname, join } from "node:path";
import { CHUNKS_SIZE, DATA_FILE_MEGABYTES } from "../../shared/export/lerobot-features.ts";
import type { ParquetValues } from "./parquet/encode-column.ts";
import { ParquetFileWriter } from "./parquet/parquet-file-writer.ts";
import type { ParquetColumn } from "./parquet/parquet-schema.ts";

/** Where a row group went, as LeRobot counts chunks and files. */
export interface FilePlace {
  readonly chunk: number;
  readonly file: number;
}

const number = (value: number): string => String(value).padStart(3, "0");

/** Path of a numbered file below `folder`. */
function numberedPath(folder: string, { chunk, file }: FilePlace): string {
  return `${folder}/chunk-${number(chunk)}/file-${number(file)}.parquet`;
}

/** How large files grow, and how many a folder has. */
export interface FileLimits {
  readonly megabytes: number;
  readonly files: number;
}
const LIMITS: FileLimits = { megabytes: DATA_FILE_MEGABYTES, files: CHUNKS_SIZE };

/** Writes row groups to file-000, file-001 … of `folder`; a new one is begun before a file grows too large. */
export class NumberedFiles {
  readonly #root: string;
  readonly #folder: string;
  readonly #columns: readonly ParquetColumn[];
  readonly #limit: number;
  readonly #files: number;
  #place: FilePlace = { chunk: 0, file: 0 };
  #writer: ParquetFileWriter | null = null;
  readonly #paths: string[] = [];

  constructor(root: string, folder: string, columns: readonly ParquetColumn[], limits: FileLimits = LIMITS) {
    this.#root = root;
    this.#folder = folder;
    this.#columns = columns;
    this.#limit = limits.megabytes * 1024 * 1024;
    this.#files = limits.files;
  }

  /** relative to the root */
  get paths(): readonly string[] {
    return this.#paths;
  }

  /** Where the next group of so many rows goes. */
  async next(rows: number): Promise<FilePlace> {
    const writer = this.#writer;
    if (writer !== null && writer.size + (writer.size / writer.rows) * rows >= this.#limit) {
      await writer.finish();
      this.#writer = null;
      const { chunk, file } = this.#place;
      this.#place = file + 1 === this.#files ? { chunk: chunk + 1, file: 0 } : { chunk, file: file + 1 };
    }
    return this.#place;
  }

  async write(values: readonly ParquetValues[], rows: number): Promise<void> {
    if (this.#writer === null) {
      const path = numberedPath(this.#folder, this.#place);
      await fs.mkdir(dirname(join(this.#root, path)), { recursive: true });
      this.#writer = await ParquetFileWriter.create(join(this.#root, path), this.#columns);
      this.#paths.push(path);
    }
    await this.#writer.writeGroup(values, rows);
  }

  async finish(): Promise<void> {
    await this.#writer?.finish();
  }

  async abandon(): Promise<void> {
    await this.#writer?.abandon();
  }
}
