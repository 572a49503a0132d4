import { z } from "zod";
import { FailureError } from "../base/failure.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Bytes before the header: its length as a little-endian 64-bit integer. */
export const LENGTH_BYTES = 8;
/** Longest header that is read: a policy trained on a million episodes names them all in about 30 MB. */
const MAX_HEADER_BYTES = 64 * 1024 * 1024;
const MAX_TENSORS = 10_000;

const tensorSchema = z
  .object({
    dtype: z.string().max(20),
    shape: z.array(z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)).max(8),
    data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
  })
  .strict();
const metadataSchema = z.record(z.string(), z.string());

/** One tensor's place in the data section; offsets count from the section's start. */
export interface TensorPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** The parsed header of a safetensors file. */
export interface SafetensorsHeader {
  /** in the order of their data */
  readonly places: readonly TensorPlace[];
  readonly metadata: ReadonlyMap<string, string>;
  /** bytes of the data section */
  readonly dataBytes: number;
}

/** The failure of a file that is not what it should be. */
export function invalidPolicyFile(what: string): FailureError {
  return new FailureError(
    "invalid-file",
    `This is not a usable policy file: ${what}.`,
    "Choose a policy file written by Pogo, or train the policy again.",
  );
}

/** Length of the JSON header from a file's first 8 bytes; FailureError "invalid-file" when it cannot be right. */
export function headerLength(first: Uint8Array, fileBytes: number): number {
  if (first.length < LENGTH_BYTES || fileBytes < LENGTH_BYTES) throw invalidPolicyFile("it is shorter than 8 bytes");
  const view = new DataView(first.buffer, first.byteOffset, LENGTH_BYTES);
  const length = view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
  if (length > MAX_HEADER_BYTES)
    throw invalidPolicyFile(`its header claims ${length} bytes, more than ${MAX_HEADER_BYTES}`);
  if (LENGTH_BYTES + length > fileBytes) throw invalidPolicyFile("it is shorter than its header claims");
  return length;
}

/**
 * Parses the JSON header. The tensors must be 32-bit floats that tile the data section exactly: no gap, no overlap, no
 * rest, as the format demands (which also leaves nothing for duplicate keys to hide).
 */
export function parseHeader(json: Uint8Array): SafetensorsHeader {
  if (json[0] !== 0x7b) throw invalidPolicyFile("its header does not begin with {");
  const entries = Object.entries(parseJson(json));
  if (entries.length > MAX_TENSORS) throw invalidPolicyFile(`it has ${entries.length} tensors`);
  const metadata = new Map<string, string>();
  const places: TensorPlace[] = [];
  for (const [name, value] of entries) {
    if (name === "__metadata__") {
      const parsed = metadataSchema.safeParse(value);
      if (!parsed.success) throw invalidPolicyFile("its metadata are not texts");
      for (const [key, text] of Object.entries(parsed.data)) metadata.set(key, text);
    } else {
      places.push(parsePlace(name, value));
    }
  }
  places.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let end = 0;
  for (const place of places) {
    if (place.begin !== end) throw invalidPolicyFile(`tensor ${quote(place.name)} leaves a gap or overlaps another`);
    end = place.end;
  }
  return { places, metadata, dataBytes: end };
}

function parsePlace(name: string, value: unknown): TensorPlace {
  const parsed = tensorSchema.safeParse(value);
  if (!parsed.success) throw invalidPolicyFile(`the description of tensor ${quote(name)} is malformed`);
  const { dtype, shape, data_offsets: offsets } = parsed.data;
  if (dtype !== "F32") throw invalidPolicyFile(`tensor ${quote(name)} has type ${quote(dtype)}, expected F32`);
  const bytes = shape.reduce((product, size) => product * size, 4);
  if (offsets[1] - offsets[0] !== bytes)
    throw invalidPolicyFile(`tensor ${quote(name)} does not have the bytes its shape needs`);
  return { name, shape, begin: offsets[0], end: offsets[1] };
}

function parseJson(json: Uint8Array): object {
  const text = decodeUtf8(json);
  if (text === null) throw invalidPolicyFile("its header is not UTF-8");
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    throw invalidPolicyFile("its header is not JSON");
  }
  throw invalidPolicyFile("its header is not a JSON object");
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
