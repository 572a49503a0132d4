import { constants, promises as fs } from "node:fs";
import { basename } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { decodeBatchHead, decodeBlock } from "../../shared/dataset/arrow/decode-block.ts";
import type { EpisodeBlock } from "../../shared/dataset/arrow/decode-block.ts";
import { spansOf } from "../../shared/dataset/arrow/decode-batch.ts";
import type { BatchLayout, BodyBytes } from "../../shared/dataset/arrow/decode-batch.ts";
import { decodeStart } from "../../shared/dataset/arrow/decode-episode.ts";
import type { LostTail } from "../../shared/dataset/arrow/decode-episode.ts";
import type { DecodedSchema } from "../../shared/dataset/arrow/decode-schema.ts";
import { headBytesAt, MAX_METADATA_BYTES, PREFIX_BYTES } from "../../shared/dataset/arrow/stream-messages.ts";
import type { ColumnName } from "../../shared/dataset/columns.ts";
import type { EpisodeHeader } from "../../shared/dataset/episode-header.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { MAX_SHARD_BYTES } from "../../shared/dataset/shard.ts";
import { readInto } from "./durable-files.ts";
import { fastCrc32 } from "./fast-crc32.ts";

/** Read at once where everything is wanted. Bytes. */
const WINDOW = 1 << 20;
/** The schema and the first batch's description, in one read. */
const START_BYTES = 32 * 1024;
/** Bytes between two columns that are read rather than skipped: a further read costs more. */
export const WORTH_READING = 32 * 1024;

/** What of an episode is read. */
export interface BlockOptions {
  /** these columns, and no snapshots; default: everything */
  readonly only?: readonly ColumnName[];
  /** a journal: reads up to the last whole, sound batch; else every byte must make sense */
  readonly tolerant?: boolean;
}

/**
 * Reads an episode's file or a journal batch by batch; where columns are chosen, only their bytes. One batch is in memory
 * at a time. Not for concurrent use. FailureError "invalid-file" for what is no sound episode.
 */
export class EpisodeReader {
  readonly size: number;
  readonly #handle: fs.FileHandle;
  #schema: DecodedSchema | null = null;
  #firstBatch = 0;
  /** bytes of the file from #windowAt on; blocks may view them, so they are never written again */
  #window: Uint8Array = new Uint8Array(0);
  #windowAt = 0;
  #lost: LostTail | null = null;

  private constructor(handle: fs.FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** Opens a regular file of at most a shard's bytes. */
  static async open(path: string, everything: boolean): Promise<EpisodeReader> {
    const handle = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw invalidFile(`${basename(path)} is no file.`);
      return await EpisodeReader.of(handle, status.size, everything);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Reads the first `size` bytes of a file that is open; `everything` says that all of it will be wanted. */
  static async of(handle: fs.FileHandle, size: number, everything: boolean): Promise<EpisodeReader> {
    if (size > MAX_SHARD_BYTES)
      throw invalidFile(`The episode's file has ${size} bytes; at most ${MAX_SHARD_BYTES} are read.`);
    const reader = new EpisodeReader(handle, size);
    await reader.#begin(everything ? WINDOW : START_BYTES);
    return reader;
  }

  get header(): EpisodeHeader {
    return this.#known().header;
  }

  /** the columns that the file has, in its order */
  get names(): readonly ColumnName[] {
    return this.#known().fields.flatMap((field) => (field.kind === "column" ? [field.name] : []));
  }

  /** what could not be read at the end of a journal, after its blocks */
  get lost(): LostTail | null {
    return this.#lost;
  }

  /** The batches in order. */
  async *blocks({ only, tolerant = false }: BlockOptions = {}): AsyncGenerator<EpisodeBlock, void, void> {
    const wanted = only === undefined ? null : new Set<string>(only);
    let offset = this.#firstBatch;
    let rows = 0;
    let ended = false;
    this.#lost = null;
    while (!ended && offset < this.size) {
      let next: { readonly block: EpisodeBlock; readonly end: number } | "end" | null;
      try {
        next = await this.#block(offset, rows, wanted);
      } catch (error) {
        if (!tolerant || !(error instanceof FailureError)) throw error;
        this.#lost = { bytes: this.size - offset, reason: "damaged" };
        return;
      }
      if (next === null) {
        this.#lost = { bytes: this.size - offset, reason: "cut" };
        break;
      }
      ended = next === "end";
      offset = next === "end" ? offset + PREFIX_BYTES : next.end;
      if (next === "end") continue;
      rows += next.block.count;
      yield next.block;
    }
    if (tolerant) return;
    if (!ended) throw invalidFile(`The episode file is truncated after ${rows} steps.`);
    if (offset !== this.size) throw invalidFile("The episode file has bytes after its end.");
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #known(): DecodedSchema {
    if (this.#schema === null) throw new TypeError("the episode's header was not read");
    return this.#schema;
  }

  async #begin(firstRead: number): Promise<void> {
    for (let length = firstRead; ; length *= 8) {
      await this.#fill(0, Math.min(length, this.size));
      const start = decodeStart(this.#window, fastCrc32);
      if (start !== null) {
        this.#schema = start.schema;
        this.#firstBatch = start.next;
        return;
      }
      if (this.#window.length >= this.size || length > 2 * MAX_METADATA_BYTES)
        throw invalidFile("The episode file stops within its header.");
    }
  }

  /** The batch at `offset`; null where the file stops within it. */
  async #block(
    offset: number,
    first: number,
    wanted: ReadonlySet<string> | null,
  ): Promise<{ readonly block: EpisodeBlock; readonly end: number } | "end" | null> {
    if (this.size - offset < PREFIX_BYTES) return null;
    const ahead = wanted === null ? WINDOW : START_BYTES;
    const length = headBytesAt(await this.#bytes(offset, offset + PREFIX_BYTES, ahead), 0);
    if (length === 0) return "end";
    const from = offset + length;
    if (from > this.size) return null;
    const layout = decodeBatchHead(this.#known(), await this.#bytes(offset, from, ahead), fastCrc32);
    const end = from + layout.bodyBytes;
    if (end > this.size) return null;
    const body = wanted === null ? await this.#whole(from, end) : await this.#parts(layout, from, wanted);
    return { block: decodeBlock(layout, body, first, wanted, fastCrc32), end };
  }

  async #whole(from: number, end: number): Promise<BodyBytes> {
    const bytes = await this.#bytes(from, end, WINDOW);
    return (a, b) => bytes.subarray(a, b);
  }

  /** Only what the wanted columns need, in as few reads as are worth it. */
  async #parts(layout: BatchLayout, from: number, wanted: ReadonlySet<string>): Promise<BodyBytes> {
    const parts: { readonly start: number; readonly end: number; readonly bytes: Uint8Array }[] = [];
    for (const range of spansOf(layout, wanted, WORTH_READING))
      parts.push({ ...range, bytes: await this.#bytes(from + range.start, from + range.end, 0) });
    return (a, b) => {
      const part = parts.find(({ start, end }) => a >= start && b <= end);
      return part === undefined ? new Uint8Array(0) : part.bytes.subarray(a - part.start, b - part.start);
    };
  }

  /** The file's bytes from `start` to `end`, which lie within it; reads on up to `ahead` bytes where it has to read. */
  async #bytes(start: number, end: number, ahead: number): Promise<Uint8Array> {
    const inWindow = start >= this.#windowAt && end <= this.#windowAt + this.#window.length;
    const length = Math.min(Math.max(end - start, ahead), this.size - start);
    if (!inWindow && ahead > 0) await this.#fill(start, length);
    const found =
      inWindow || ahead > 0
        ? this.#window.subarray(start - this.#windowAt, end - this.#windowAt)
        : await readInto(this.#handle, Buffer.allocUnsafeSlow(length), start);
    if (found.length < end - start) throw invalidFile("The episode's file became shorter while it was read.");
    return found;
  }

  async #fill(at: number, length: number): Promise<void> {
    this.#window = await readInto(this.#handle, Buffer.allocUnsafeSlow(length), at);
    this.#windowAt = at;
  }
}
