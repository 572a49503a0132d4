import { invalidFile } from "../../../shared/dataset/invalid-file.ts";

/**
 * Parquet's hybrid of run-length and bit-packed runs, which holds levels and dictionary indices. Reading is bounded by
 * `count`, whatever lengths the runs claim.
 */

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

/** `count` times the same value of at most 8 bits. */
export function constantRun(count: number, value: number): Uint8Array {
  return Uint8Array.from([...varint(count * 2), value]);
}

/** Runs of values of at most 8 bits. */
export function valueRuns(values: Uint8Array): Uint8Array {
  const bytes: number[] = [];
  for (let start = 0; start < values.length;) {
    const value = values[start] ?? 0;
    let end = start + 1;
    while (values[end] === value) end++;
    bytes.push(...varint((end - start) * 2), value);
    start = end;
  }
  return Uint8Array.from(bytes);
}

/** Repetition levels of `rows` lists of `width` items: 0 begins a list, 1 goes on with it. */
export function listLevels(rows: number, width: number): Uint8Array {
  if (width === 1) return constantRun(rows, 0);
  const groups = Math.ceil((rows * width) / 8);
  const header = varint(groups * 2 + 1);
  const bytes = new Uint8Array(header.length + groups).fill(0xff);
  bytes.set(header);
  for (let bit = 0; bit < rows * width; bit += width) {
    const at = header.length + (bit >> 3);
    bytes[at] = (bytes[at] ?? 0) & ~(1 << (bit & 7));
  }
  return bytes;
}

function readVarint(bytes: Uint8Array, offset: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[offset + i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, next: offset + i + 1 };
  }
  throw invalidFile("A run of the Parquet file is damaged.");
}

/** Reads `count` values of `width` bits; FailureError "invalid-file" where the bytes hold fewer. */
export function readRuns(bytes: Uint8Array, width: number, count: number): Uint32Array {
  if (width > 32) throw invalidFile("A Parquet file's dictionary has indices of more than 32 bits.");
  const values = new Uint32Array(count);
  if (width === 0) return values;
  let done = 0;
  let offset = 0;
  while (done < count) {
    const header = readVarint(bytes, offset);
    offset = header.next;
    const run = Math.floor(header.value / 2);
    if (header.value % 2 === 1) {
      const items = Math.min(run * 8, count - done);
      if (offset + Math.ceil((items * width) / 8) > bytes.length)
        throw invalidFile("A page of the Parquet file is cut short.");
      unpack(bytes, offset, width, values.subarray(done, done + items));
      offset += run * width;
      done += items;
    } else {
      if (run === 0) throw invalidFile("A page of the Parquet file has an empty run.");
      const size = Math.ceil(width / 8);
      if (offset + size > bytes.length) throw invalidFile("A page of the Parquet file is cut short.");
      let value = 0;
      for (let i = 0; i < size; i++) value += (bytes[offset + i] ?? 0) * 2 ** (8 * i);
      offset += size;
      const end = Math.min(done + run, count);
      values.fill(value, done, end);
      done = end;
    }
  }
  return values;
}

function unpack(bytes: Uint8Array, offset: number, width: number, into: Uint32Array): void {
  if (width === 1) {
    for (let i = 0; i < into.length; i++) into[i] = ((bytes[offset + (i >> 3)] ?? 0) >> (i & 7)) & 1;
    return;
  }
  let bit = 0;
  for (let i = 0; i < into.length; i++) {
    let value = 0;
    for (let got = 0; got < width;) {
      const take = Math.min(8 - (bit & 7), width - got);
      const part = ((bytes[offset + (bit >> 3)] ?? 0) >> (bit & 7)) & ((1 << take) - 1);
      value += part * 2 ** got;
      got += take;
      bit += take;
    }
    into[i] = value;
  }
}
