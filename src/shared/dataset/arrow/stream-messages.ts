import type { Crc32 } from "../../base/crc32.ts";
import { invalidFile } from "../invalid-file.ts";
import { checkOfHead, CHECK_DIGITS, CHECKS_KEY, readCheck } from "./checksums.ts";
import { FlatTable } from "./flat-table.ts";

const CONTINUATION = 0xffff_ffff;
/** Bytes; an episode's schema takes about 10 KiB, a batch's description 3 KiB. */
export const MAX_METADATA_BYTES = 1 << 20;
/** Bytes before a message's description: what follows, and how long it is. */
export const PREFIX_BYTES = 8;
const SCHEMA = 1;
const RECORD_BATCH = 3;
const MAX_PAIRS = 16;

/** A message of an Arrow IPC stream up to its body. (Arrow columnar format, "Encapsulated message format".) */
export interface MessageHead {
  readonly kind: "schema" | "batch";
  readonly header: FlatTable;
  readonly bodyBytes: number;
  /** digits of the checksums of a batch; null where it has none (files before there were any) */
  readonly checks: Uint8Array | null;
}

/** Length of the message's head at `offset`, prefix included; 0 for the end marker. Needs PREFIX_BYTES bytes. */
export function headBytesAt(bytes: Uint8Array, offset: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(offset, true) !== CONTINUATION)
    throw invalidFile("The file is not an Arrow stream, or it is damaged: a message does not begin where it should.");
  const metadataBytes = view.getUint32(offset + 4, true);
  if (metadataBytes === 0) return 0;
  if (metadataBytes > MAX_METADATA_BYTES)
    throw invalidFile(
      `A message of the Arrow stream claims ${metadataBytes} bytes of description; at most ${MAX_METADATA_BYTES} are allowed.`,
    );
  return PREFIX_BYTES + metadataBytes;
}

/** Checks a head against the digits within it; FailureError "invalid-file". */
export function verifyHead(head: Uint8Array, digits: Uint8Array, crc32: Crc32): void {
  if (digits.length < CHECK_DIGITS) throw invalidFile("A checksum of the episode is damaged.");
  if (checkOfHead(head, digits.byteOffset - head.byteOffset, crc32) !== readCheck(digits, 0))
    throw invalidFile("The description of the episode's columns is damaged: its checksum differs.");
}

function checksOf(message: FlatTable): Uint8Array | null {
  for (const pair of message.tables(4, MAX_PAIRS)) if (pair.text(0) === CHECKS_KEY) return pair.textBytes(1);
  return null;
}

/** Reads a message's head, of which `head` is every byte. FailureError "invalid-file"; a batch's checksum is verified. */
export function readHead(head: Uint8Array, crc32: Crc32): MessageHead {
  try {
    const message = FlatTable.root(head.subarray(PREFIX_BYTES));
    const type = message.uint8(1);
    const header = message.table(2);
    const bodyBytes = message.size(3);
    if (header === null || (type !== SCHEMA && type !== RECORD_BATCH))
      throw invalidFile("The Arrow stream has a message of a kind that episodes do not use.");
    const checks = type === SCHEMA ? null : checksOf(message);
    if (checks !== null) verifyHead(head, checks, crc32);
    return { kind: type === SCHEMA ? "schema" : "batch", header, bodyBytes, checks };
  } catch (error) {
    throw error instanceof RangeError ? invalidFile("A message of the Arrow stream is damaged.", error) : error;
  }
}
