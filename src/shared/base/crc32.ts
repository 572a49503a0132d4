/**
 * Computes a CRC-32 (IEEE 802.3, as zlib, PNG and MCAP use it). `before` is the value of the bytes that came before, so that
 * the checksum of a whole can be had part by part. Answers an unsigned 32-bit integer.
 */
export type Crc32 = (bytes: Uint8Array, before?: number) => number;

const POLYNOMIAL = 0xedb8_8320;
/** bytes taken at once ("slicing-by-8", Kounavis and Berry 2005) */
const SLICES = 8;

const TABLES: readonly Int32Array[] = makeTables();

function makeTables(): readonly Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_item, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    return value;
  });
  const tables = [first];
  for (let slice = 1; slice < SLICES; slice += 1) {
    const last = tables[slice - 1]!;
    tables.push(last.map((value) => (value >>> 8) ^ first[value & 255]!));
  }
  return tables;
}

/** CRC-32 in plain JavaScript, for hosts that bring none of their own. */
export const crc32: Crc32 = (bytes, before = 0) => {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as unknown as readonly [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let crc = ~before;
  let i = 0;
  for (; i + SLICES <= bytes.length; i += SLICES) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    crc =
      t7[crc & 255]! ^
      t6[(crc >>> 8) & 255]! ^
      t5[(crc >>> 16) & 255]! ^
      t4[crc >>> 24]! ^
      t3[bytes[i + 4]!]! ^
      t2[bytes[i + 5]!]! ^
      t1[bytes[i + 6]!]! ^
      t0[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i += 1) crc = (crc >>> 8) ^ t0[(crc ^ bytes[i]!) & 255]!;
  return ~crc >>> 0;
};
