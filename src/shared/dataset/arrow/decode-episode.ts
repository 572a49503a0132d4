import { crc32 as plainCrc32 } from "../../base/crc32.ts";
import type { Crc32 } from "../../base/crc32.ts";
import { FailureError } from "../../base/failure.ts";
import { allocateColumn, STEP_COLUMNS } from "../columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns, StepSnapshot } from "../columns.ts";
import type { EpisodeHeader } from "../episode-header.ts";
import { invalidFile } from "../invalid-file.ts";
import { decodeBatchHead, decodeBlock } from "./decode-block.ts";
import type { EpisodeBlock } from "./decode-block.ts";
import { decodeSchema } from "./decode-schema.ts";
import type { DecodedSchema } from "./decode-schema.ts";
import { headBytesAt, PREFIX_BYTES } from "./stream-messages.ts";

/** What could not be read at the end of a stream: `cut` stops within a message, `damaged` is no sound message. */
export interface LostTail {
  readonly bytes: number;
  readonly reason: "cut" | "damaged";
}

/** The rows of blocks laid end to end. */
export interface JoinedRows {
  readonly rows: number;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
  /** observation after the last row, where the stream is a journal */
  readonly nextObservation: Float64Array | null;
}

/** The whole batches of an episode stream. */
export interface DecodedEpisode extends JoinedRows {
  readonly header: EpisodeHeader;
  /** the end marker was there */
  readonly ended: boolean;
  /** length of the part that was read: header and whole batches */
  readonly goodBytes: number;
  readonly lost: LostTail | null;
}

/** `tolerant` reads up to the last whole, sound batch; else every byte must make sense. `only` reads these columns. */
export interface DecodeOptions {
  readonly tolerant?: boolean;
  readonly only?: readonly ColumnName[];
  /** default: in plain JavaScript */
  readonly crc32?: Crc32;
}

/** Joins consecutive blocks; a single one is not copied. */
export function joinBlocks(blocks: readonly EpisodeBlock[]): JoinedRows {
  const last = blocks.at(-1);
  const rows = last === undefined ? 0 : last.first + last.count;
  const snapshots = blocks.flatMap((block) => block.snapshots);
  const nextObservation = last?.nextObservation ?? null;
  if (last !== undefined && blocks.length === 1) return { rows, columns: last.columns, snapshots, nextObservation };
  const columns: { [name in ColumnName]?: ColumnArray } = {};
  for (const name of Object.keys(last?.columns ?? {}) as ColumnName[]) {
    const spec: ColumnSpec = STEP_COLUMNS[name];
    const whole = allocateColumn(spec, rows);
    for (const block of blocks) whole.set(block.columns[name] ?? [], block.first * spec.size);
    columns[name] = whole;
  }
  return { rows, columns, snapshots, nextObservation };
}

/** The head of the message at `offset`; "end" for the end marker, null where the bytes stop within it. */
function headAt(bytes: Uint8Array, offset: number): Uint8Array | "end" | null {
  if (bytes.length - offset < PREFIX_BYTES) return null;
  const length = headBytesAt(bytes, offset);
  if (length === 0) return "end";
  return offset + length > bytes.length ? null : bytes.subarray(offset, offset + length);
}

/** The beginning of an episode file. */
export interface DecodedStart {
  readonly schema: DecodedSchema;
  /** where the first batch begins */
  readonly next: number;
}

/**
 * The schema of an episode file of which `bytes` is the beginning; null where more bytes are needed. `known`: see
 * `decodeSchema`.
 */
export function decodeStart(bytes: Uint8Array, crc32: Crc32 = plainCrc32, known?: EpisodeHeader): DecodedStart | null {
  const head = headAt(bytes, 0);
  if (head === "end") throw invalidFile("The Arrow stream does not begin with a schema.");
  return head === null ? null : { schema: decodeSchema(head, crc32, known), next: head.length };
}

/** The header of an episode file of which `bytes` is the beginning; null where more bytes are needed. */
export function decodeHeader(bytes: Uint8Array): EpisodeHeader | null {
  return decodeStart(bytes)?.schema.header ?? null;
}

/**
 * Decodes an episode stream. Columns view `bytes` where the stream is one batch, else they are joined copies.
 * FailureError "invalid-file" for anything that is not a sound episode; with `tolerant`, only where no header can be
 * read.
 */
export function decodeEpisode(bytes: Uint8Array, options: DecodeOptions = {}): DecodedEpisode {
  const crc32 = options.crc32 ?? plainCrc32;
  const start = decodeStart(bytes, crc32);
  if (start === null) throw invalidFile("The episode file stops within its header.");
  const { schema } = start;
  const wanted = options.only === undefined ? null : new Set<string>(options.only);
  const blocks: EpisodeBlock[] = [];
  let rows = 0;
  let offset = start.next;
  let ended = false;
  let lost: LostTail | null = null;
  while (!ended && offset < bytes.length) {
    try {
      const head = headAt(bytes, offset);
      if (head === "end") {
        ended = true;
        offset += PREFIX_BYTES;
        continue;
      }
      const layout = head === null ? null : decodeBatchHead(schema, head, crc32);
      const from = offset + (head?.length ?? 0);
      const next = from + (layout?.bodyBytes ?? 0);
      if (layout === null || next > bytes.length) {
        lost = { bytes: bytes.length - offset, reason: "cut" };
        break;
      }
      const block = decodeBlock(layout, (a, b) => bytes.subarray(from + a, from + b), rows, wanted, crc32);
      blocks.push(block);
      rows += block.count;
      offset = next;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      if (options.tolerant !== true) throw error;
      lost = { bytes: bytes.length - offset, reason: "damaged" };
      break;
    }
  }
  if (options.tolerant !== true) {
    if (!ended) throw invalidFile(`The episode file is truncated after ${rows} steps.`);
    if (offset !== bytes.length) throw invalidFile("The episode file has bytes after its end.");
  }
  return { ...joinBlocks(blocks), header: schema.header, ended, goodBytes: offset, lost };
}
