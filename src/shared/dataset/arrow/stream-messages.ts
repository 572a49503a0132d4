import { invalidFile } from "../invalid-file.ts";
import { FlatTable } from "./flat-table.ts";

const CONTINUATION = 0xffff_ffff;
/** Bytes; an episode's schema takes about 10 KiB, a batch's description 3 KiB. */
export const MAX_METADATA_BYTES = 1 << 20;
const SCHEMA = 1;
const RECORD_BATCH = 3;

/** One encapsulated message of an Arrow IPC stream. */
export interface StreamMessage {
  readonly kind: "schema" | "batch";
  readonly header: FlatTable;
  readonly body: Uint8Array;
  /** offset of the next message */
  readonly next: number;
}

/** What stands at an offset: a message, the end marker, or bytes that stop before their message does. */
export type StreamItem = StreamMessage | { readonly kind: "end"; readonly next: number } | { readonly kind: "cut" };

/**
 * Reads the message at `offset`. FailureError "invalid-file" where the bytes are no message at all.
 * (Arrow columnar format, "Encapsulated message format".)
 */
export function readMessage(bytes: Uint8Array, offset: number): StreamItem {
  const left = bytes.length - offset;
  if (left < 8) return { kind: "cut" };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(offset, true) !== CONTINUATION)
    throw invalidFile("The file is not an Arrow stream, or it is damaged: a message does not begin where it should.");
  const metadataBytes = view.getUint32(offset + 4, true);
  if (metadataBytes === 0) return { kind: "end", next: offset + 8 };
  if (metadataBytes > MAX_METADATA_BYTES)
    throw invalidFile(
      `A message of the Arrow stream claims ${metadataBytes} bytes of description; at most ${MAX_METADATA_BYTES} are allowed.`,
    );
  const bodyStart = offset + 8 + metadataBytes;
  if (bodyStart > bytes.length) return { kind: "cut" };
  try {
    const message = FlatTable.root(bytes.subarray(offset + 8, bodyStart));
    const type = message.uint8(1);
    const header = message.table(2);
    const bodyBytes = message.size(3);
    if (header === null || (type !== SCHEMA && type !== RECORD_BATCH))
      throw invalidFile("The Arrow stream has a message of a kind that episodes do not use.");
    const next = bodyStart + bodyBytes;
    if (next > bytes.length) return { kind: "cut" };
    return { kind: type === SCHEMA ? "schema" : "batch", header, body: bytes.subarray(bodyStart, next), next };
  } catch (error) {
    throw error instanceof RangeError ? invalidFile("A message of the Arrow stream is damaged.", error) : error;
  }
}
