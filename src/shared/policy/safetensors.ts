import { LENGTH_BYTES, headerLength, invalidPolicyFile, parseHeader } from "./safetensors-header.ts";
import { encodeUtf8 } from "./utf8.ts";

/**
 * The safetensors format (huggingface/safetensors, README "Format"): 8 bytes little-endian header length, a JSON header
 * that starts with `{` and may end in spaces, then the tensors' bytes, little-endian, row-major. Only 32-bit floats here.
 */

/** A tensor of 32-bit floats in row-major order; `values.length` is the product of `shape`. */
export interface FloatTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Tensors by name, and free texts by key. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, FloatTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** The file's bytes. Tensors keep the map's order; the data section starts at a multiple of 8 bytes. */
export function encodeSafetensors(file: TensorFile): Uint8Array {
  const header: [string, unknown][] = [["__metadata__", Object.fromEntries(file.metadata)]];
  let dataBytes = 0;
  for (const [name, { shape, values }] of file.tensors) {
    if (name === "__metadata__" || shape.reduce((a, b) => a * b, 1) !== values.length) {
      throw new Error(`tensor ${name} cannot be written: shape [${shape.join(", ")}], ${values.length} values`);
    }
    header.push([name, { dtype: "F32", shape, data_offsets: [dataBytes, dataBytes + values.byteLength] }]);
    dataBytes += values.byteLength;
  }
  const json = encodeUtf8(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + dataBytes);
  new DataView(bytes.buffer).setUint32(0, headerBytes, true);
  bytes.set(json, LENGTH_BYTES);
  bytes.fill(0x20, LENGTH_BYTES + json.length, LENGTH_BYTES + headerBytes);
  let offset = LENGTH_BYTES + headerBytes;
  for (const { values } of file.tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return bytes;
}

/** Reads a whole file; the tensors are copies. FailureError "invalid-file" for anything the format does not allow. */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const length = headerLength(bytes.subarray(0, LENGTH_BYTES), bytes.length);
  const start = LENGTH_BYTES + length;
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, start));
  if (bytes.length - start !== header.dataBytes) {
    throw invalidPolicyFile(`it holds ${bytes.length - start} bytes of data, its header describes ${header.dataBytes}`);
  }
  const tensors = new Map<string, FloatTensor>();
  for (const { name, shape, begin, end } of header.places) {
    // Not by `slice`, which copies nothing where the bytes are a Node Buffer.
    const copy = new Uint8Array(end - begin);
    copy.set(bytes.subarray(start + begin, start + end));
    tensors.set(name, { shape, values: new Float32Array(copy.buffer) });
  }
  return { tensors, metadata: header.metadata };
}
