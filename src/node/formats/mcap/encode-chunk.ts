import { McapConstants } from "@mcap/core";
import { fillMessages } from "../../../shared/export/mcap-layout.ts";
import type { MessageLayout } from "../../../shared/export/mcap-layout.ts";
import { fastCrc32 } from "../../datasets/fast-crc32.ts";

/** A topic's messages and the channel they go to. */
export interface ChannelOfEpisode {
  readonly channelId: number;
  readonly layout: MessageLayout;
}

/** The steps of an episode to be written, and their times in nanoseconds since 1970. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
  readonly times: BigInt64Array;
}

/** A chunk as it goes to the file: its record's head, the messages, and an index record per channel. */
export interface ChunkOfMessages {
  readonly head: Uint8Array;
  readonly records: Uint8Array;
  readonly indexes: readonly { readonly channelId: number; readonly messages: number; readonly bytes: Uint8Array }[];
  readonly messageStartTime: bigint;
  readonly messageEndTime: bigint;
}

/** Bytes of messages in a chunk: what a reader takes in at once. */
const CHUNK_BYTES = 4 * 1024 * 1024;
/** Opcode, length, channel, sequence, log time, publish time. */
const MESSAGE_HEAD = 1 + 8 + 2 + 4 + 8 + 8;
/** Opcode, length, times, size, CRC, the name of the compression ("" here), length of the records. */
const CHUNK_HEAD = 1 + 8 + 8 + 8 + 8 + 4 + 4 + 8;
/** Opcode, length, channel, bytes of the entries; an entry is a time and a place. */
const INDEX_HEAD = 1 + 8 + 2 + 4;
const INDEX_ENTRY = 8 + 8;
/** Steps that are filled in together: their messages stay in the processor's cache while every column goes over them. */
const BLOCK_STEPS = 64;

/** Bytes that a step's messages take. */
function stepBytes(channels: readonly ChannelOfEpisode[]): number {
  return channels.reduce((sum, { layout }) => sum + MESSAGE_HEAD + layout.template.length, 0);
}

/** How many steps of these channels a chunk holds. */
export function stepsPerChunk(channels: readonly ChannelOfEpisode[]): number {
  return Math.max(1, Math.floor(CHUNK_BYTES / stepBytes(channels)));
}

/** A step's messages with zeros for values. */
function stepTemplate(channels: readonly ChannelOfEpisode[]): Uint8Array {
  const bytes = new Uint8Array(stepBytes(channels));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { channelId, layout } of channels) {
    view.setUint8(at, McapConstants.Opcode.MESSAGE);
    view.setUint32(at + 1, MESSAGE_HEAD - 9 + layout.template.length, true);
    view.setUint16(at + 9, channelId, true);
    bytes.set(layout.template, at + MESSAGE_HEAD);
    at += MESSAGE_HEAD + layout.template.length;
  }
  return bytes;
}

function setTime(view: DataView, at: number, halves: Int32Array, step: number): void {
  view.setInt32(at, halves[2 * step]!, true);
  view.setInt32(at + 4, halves[2 * step + 1]!, true);
}

/**
 * Encodes the messages of some steps as one chunk, the topics side by side in each step. All messages of a topic have the
 * same length: templates are copied, then filled in column by column.
 */
export class ChunkEncoder {
  /** new memory for every chunk costs more than what is written into it */
  #memory = new Uint8Array(0);

  /** The chunk's bytes are overwritten by the next one's. */
  encode(channels: readonly ChannelOfEpisode[], { from, to, times }: StepRange): ChunkOfMessages {
    const template = stepTemplate(channels);
    const stride = template.length;
    const records = this.#take(stride * (to - from));
    const view = new DataView(records.buffer, records.byteOffset, records.length);
    // by halves of 32 bits: a BigInt for each message would take longer than its values
    const halves = new Int32Array(times.buffer, times.byteOffset, 2 * times.length);
    for (let first = from; first < to; first += BLOCK_STEPS) {
      const end = Math.min(to, first + BLOCK_STEPS);
      for (let step = first; step < end; step++) records.set(template, (step - from) * stride);
      let at = (first - from) * stride;
      for (const { layout } of channels) {
        for (let step = first, place = at; step < end; step++, place += stride) {
          view.setUint32(place + 11, step, true);
          setTime(view, place + 15, halves, step);
          setTime(view, place + 23, halves, step);
        }
        fillMessages(layout, view, at + MESSAGE_HEAD, stride, first, end);
        at += MESSAGE_HEAD + layout.template.length;
      }
    }
    const [messageStartTime, messageEndTime] = [times[from] ?? 0n, times[to - 1] ?? 0n];
    return {
      head: chunkHead(records, messageStartTime, messageEndTime),
      records,
      indexes: indexesOf(channels, { from, to, times }, stride),
      messageStartTime,
      messageEndTime,
    };
  }

  #take(length: number): Uint8Array {
    if (this.#memory.length < length) this.#memory = new Uint8Array(length);
    return this.#memory.subarray(0, length);
  }
}

function chunkHead(records: Uint8Array, start: bigint, end: bigint): Uint8Array {
  const head = new Uint8Array(CHUNK_HEAD);
  const view = new DataView(head.buffer);
  view.setUint8(0, McapConstants.Opcode.CHUNK);
  view.setBigUint64(1, BigInt(CHUNK_HEAD - 9 + records.length), true);
  view.setBigUint64(9, start, true);
  view.setBigUint64(17, end, true);
  view.setBigUint64(25, BigInt(records.length), true);
  view.setUint32(33, fastCrc32(records), true);
  view.setBigUint64(41, BigInt(records.length), true);
  return head;
}

function indexesOf(
  channels: readonly ChannelOfEpisode[],
  { from, to, times }: StepRange,
  stride: number,
): ChunkOfMessages["indexes"] {
  const halves = new Int32Array(times.buffer, times.byteOffset, 2 * times.length);
  const messages = to - from;
  let place = 0;
  return channels.map(({ channelId, layout }) => {
    const bytes = new Uint8Array(INDEX_HEAD + messages * INDEX_ENTRY);
    const view = new DataView(bytes.buffer);
    view.setUint8(0, McapConstants.Opcode.MESSAGE_INDEX);
    view.setUint32(1, bytes.length - 9, true);
    view.setUint16(9, channelId, true);
    view.setUint32(11, messages * INDEX_ENTRY, true);
    for (let i = 0, at = INDEX_HEAD; i < messages; i++, at += INDEX_ENTRY) {
      setTime(view, at, halves, from + i);
      view.setUint32(at + 8, i * stride + place, true);
    }
    place += MESSAGE_HEAD + layout.template.length;
    return { channelId, messages, bytes };
  });
}
