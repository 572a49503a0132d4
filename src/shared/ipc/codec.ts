import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";
import type { Result } from "../base/failure.ts";
import { FailureError } from "../base/failure.ts";
import type { HostEvent } from "./contract.ts";
import { claimsFit } from "./message-bounds.ts";

/** What a page sends over its socket. */
export interface ClientMessage {
  /** chosen by the page; its reply carries it */
  readonly id: number;
  /** of the request; not yet checked against the contract */
  readonly name: string;
  readonly payload: unknown;
}

/** What the host sends over a page's socket. */
export type HostMessage =
  | { readonly kind: "reply"; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: "event"; readonly event: HostEvent };

/** Largest message a host accepts, bytes: the largest batch of the contract with its snapshots, and room. */
export const MAX_CLIENT_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Largest message a page accepts, bytes: an episode of several hours. */
const MAX_HOST_MESSAGE_BYTES = 1024 * 1024 * 1024;

/** The type of MessagePack extension that carries typed arrays: one byte naming the element type, then the elements. */
const TYPED_ARRAY = 1;
/** Element types by their byte. Their order is part of the protocol. Elements are little-endian, as every host is. */
const ELEMENT_TYPES = [Uint8Array, Int32Array, Float32Array, Float64Array] as const;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: TYPED_ARRAY,
  encode: (value: unknown) => {
    const type = ELEMENT_TYPES.findIndex((element) => value instanceof element);
    if (type < 0 || !ArrayBuffer.isView(value)) return null;
    const data = new Uint8Array(1 + value.byteLength);
    data[0] = type;
    data.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), 1);
    return data;
  },
  decode: (data) => {
    const element = ELEMENT_TYPES[data[0] ?? -1];
    const bytes = data.length - 1;
    if (element === undefined || bytes % element.BYTES_PER_ELEMENT !== 0)
      throw new Error("a typed array of unknown type or broken length");
    // A copy: the message is not aligned to its elements, and would be kept alive by a view. Not by `slice`, which copies
    // nothing where the message is a Node Buffer.
    const copy = new Uint8Array(bytes);
    copy.set(data.subarray(1));
    return new element(copy.buffer);
  },
});

const encoder = new Encoder({ extensionCodec, ignoreUndefined: true });
const clientDecoder = decoderFor(MAX_CLIENT_MESSAGE_BYTES);
const hostDecoder = decoderFor(MAX_HOST_MESSAGE_BYTES);

function decoderFor(maxBytes: number): Decoder {
  const limits = {
    maxStrLength: maxBytes,
    maxBinLength: maxBytes,
    maxExtLength: maxBytes,
    maxArrayLength: maxBytes,
    maxMapLength: maxBytes,
  };
  return new Decoder({ extensionCodec, ...limits });
}

/**
 * Bytes of a message; what is undefined is left out. Typed arrays keep their type and every bit; of a number that stands
 * alone, −0 becomes 0.
 */
export function encodeMessage(message: ClientMessage | HostMessage): Uint8Array<ArrayBuffer> {
  return encoder.encode(message);
}

/** Reads a page's message; FailureError "invalid-input" when it is too large or is none. The payload is not checked. */
export function decodeClientMessage(bytes: Uint8Array): ClientMessage {
  const message = decode(clientDecoder, bytes, MAX_CLIENT_MESSAGE_BYTES);
  const { id, name, payload } = message;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 0 || typeof name !== "string" || name.length > 100) {
    throw invalidMessage("it has no id and name");
  }
  return { id, name, payload };
}

/** Reads the host's message; FailureError "invalid-input" when it is none. The host is trusted for what is inside. */
export function decodeHostMessage(bytes: Uint8Array): HostMessage {
  const message = decode(hostDecoder, bytes, MAX_HOST_MESSAGE_BYTES);
  if (message["kind"] === "reply" && typeof message["id"] === "number" && isRecord(message["result"]))
    return message as unknown as HostMessage;
  if (message["kind"] === "event" && isRecord(message["event"])) return message as unknown as HostMessage;
  throw invalidMessage("it is neither a reply nor an event");
}

function decode(decoder: Decoder, bytes: Uint8Array, maxBytes: number): Readonly<Record<string, unknown>> {
  if (bytes.length > maxBytes) throw invalidMessage(`it has ${bytes.length} bytes, more than ${maxBytes}`);
  if (!claimsFit(bytes)) throw invalidMessage("it is truncated, or claims to hold more than it does");
  let message: unknown;
  try {
    message = decoder.decode(bytes);
  } catch (cause) {
    throw invalidMessage(cause instanceof Error ? cause.message : String(cause));
  }
  if (!isRecord(message)) throw invalidMessage("it is not an object");
  return message;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalidMessage(why: string): FailureError {
  return new FailureError(
    "invalid-input",
    `A message between page and host cannot be read: ${why}`,
    "Reload the page: it may be of another version than its host.",
  );
}
