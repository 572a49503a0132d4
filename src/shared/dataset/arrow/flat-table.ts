import { invalidFile } from "../invalid-file.ts";

const DECODER = new TextDecoder();
/** Names and keys: decoding them one by one would take longer than reading a column. */
const SHORT_TEXT = 24;

function shortText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    if (byte > 127) return DECODER.decode(bytes);
    text += String.fromCharCode(byte);
  }
  return text;
}

/**
 * A bounded reader of FlatBuffers tables (https://flatbuffers.dev/internals). Every access is checked against the
 * buffer, nothing is allocated by a stored size, and offsets only lead forward: hostile bytes cannot loop or recurse.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #vtable: number;
  readonly #vtableSize: number;

  private constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#vtable = at - view.getInt32(at, true);
    this.#vtableSize = view.getUint16(this.#vtable, true);
  }

  /** the root table of a FlatBuffer */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  /** absolute position of field `index`, or null where it has its default */
  #field(index: number): number | null {
    const slot = 4 + 2 * index;
    if (slot + 2 > this.#vtableSize) return null;
    const offset = this.#view.getUint16(this.#vtable + slot, true);
    return offset === 0 ? null : this.#at + offset;
  }

  #target(position: number): number {
    const offset = this.#view.getUint32(position, true);
    if (offset === 0) throw invalidFile("An offset in the Arrow metadata leads nowhere.");
    return position + offset;
  }

  uint8(index: number, fallback = 0): number {
    const at = this.#field(index);
    return at === null ? fallback : this.#view.getUint8(at);
  }

  int16(index: number, fallback = 0): number {
    const at = this.#field(index);
    return at === null ? fallback : this.#view.getInt16(at, true);
  }

  int32(index: number, fallback = 0): number {
    const at = this.#field(index);
    return at === null ? fallback : this.#view.getInt32(at, true);
  }

  /** a 64-bit integer that must be a non-negative safe integer */
  size(index: number): number {
    const at = this.#field(index);
    return at === null ? 0 : this.#sizeAt(at);
  }

  #sizeAt(at: number): number {
    const low = this.#view.getUint32(at, true);
    const high = this.#view.getInt32(at + 4, true);
    if (high < 0 || high >= 0x20_0000) throw invalidFile("A size in the Arrow metadata is out of range.");
    return high * 0x1_0000_0000 + low;
  }

  /** the bytes of a text, in place */
  textBytes(index: number): Uint8Array {
    const at = this.#field(index);
    if (at === null) return new Uint8Array(0);
    const start = this.#target(at);
    const length = this.#view.getUint32(start, true);
    if (length > this.#view.byteLength - start - 4)
      throw invalidFile("A text in the Arrow metadata runs past its end.");
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start + 4, length);
  }

  text(index: number): string {
    const bytes = this.textBytes(index);
    return bytes.length <= SHORT_TEXT ? shortText(bytes) : DECODER.decode(bytes);
  }

  table(index: number): FlatTable | null {
    const at = this.#field(index);
    return at === null ? null : new FlatTable(this.#view, this.#target(at));
  }

  #vector(index: number, itemBytes: number): { readonly start: number; readonly length: number } {
    const at = this.#field(index);
    if (at === null) return { start: 0, length: 0 };
    const start = this.#target(at);
    const length = this.#view.getUint32(start, true);
    if (length * itemBytes > this.#view.byteLength - start - 4)
      throw invalidFile("A list in the Arrow metadata runs past its end.");
    return { start: start + 4, length };
  }

  /** tables of a vector; at most `limit` */
  tables(index: number, limit: number): readonly FlatTable[] {
    const { start, length } = this.#vector(index, 4);
    if (length > limit)
      throw invalidFile(`The Arrow metadata lists ${length} items where at most ${limit} are allowed.`);
    return Array.from({ length }, (_item, i) => new FlatTable(this.#view, this.#target(start + 4 * i)));
  }

  /** pairs of 64-bit sizes of a vector of 16-byte structs; at most `limit` */
  sizePairs(index: number, limit: number): readonly (readonly [number, number])[] {
    const { start, length } = this.#vector(index, 16);
    if (length > limit)
      throw invalidFile(`The Arrow metadata lists ${length} items where at most ${limit} are allowed.`);
    return Array.from(
      { length },
      (_item, i) => [this.#sizeAt(start + 16 * i), this.#sizeAt(start + 16 * i + 8)] as const,
    );
  }
}
