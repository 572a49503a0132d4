/** Types of Thrift's compact protocol. */
export const THRIFT = { TRUE: 1, I32: 5, I64: 6, BINARY: 8, LIST: 9, STRUCT: 12 } as const;
type ThriftType = (typeof THRIFT)[keyof typeof THRIFT];

const FIRST_BYTES = 4096;
const MOST_IN_HEADER = 14;

/**
 * Writes Thrift's compact protocol (thrift-compact-protocol.md), as far as Parquet needs it: fields in ascending order, less
 * than 16 apart, numbers that are not negative.
 */
export class ThriftWriter {
  #bytes = new Uint8Array(FIRST_BYTES);
  #length = 0;
  /** the field before, in each of the structs that are open */
  readonly #outer: number[] = [];
  #before = 0;

  /** What was written; it is overwritten by nothing but `reset`. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  reset(): void {
    this.#length = 0;
  }

  field(id: number, type: ThriftType): void {
    this.#byte(((id - this.#before) << 4) | type);
    this.#before = id;
  }

  /** A 32- or 64-bit integer: they look the same. */
  integer(id: number, value: number, type: typeof THRIFT.I32 | typeof THRIFT.I64 = THRIFT.I32): void {
    this.field(id, type);
    this.item(value);
  }

  binary(id: number, value: Uint8Array | string): void {
    this.field(id, THRIFT.BINARY);
    this.binaryItem(value);
  }

  list(id: number, type: ThriftType, count: number): void {
    this.field(id, THRIFT.LIST);
    this.#byte((Math.min(count, MOST_IN_HEADER + 1) << 4) | type);
    if (count > MOST_IN_HEADER) this.#varint(count);
  }

  /** An integer of a list. */
  item(value: number): void {
    this.#varint(value * 2);
  }

  /** A text or bytes of a list. */
  binaryItem(value: Uint8Array | string): void {
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    this.#varint(bytes.length);
    this.append(bytes);
  }

  /** A struct that is a field; null: an item of a list, or the whole. */
  struct(id: number | null, write: () => void): void {
    if (id !== null) this.field(id, THRIFT.STRUCT);
    this.#outer.push(this.#before);
    this.#before = 0;
    write();
    this.#byte(0);
    this.#before = this.#outer.pop() ?? 0;
  }

  /** Bytes that are encoded already. */
  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 0x80);
    this.#byte(rest);
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + count));
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}
