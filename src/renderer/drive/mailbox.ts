/**
 * The newest record of numbers, shared between two threads: one writer, any readers, nobody waits. Two slots take turns,
 * each guarded by a sequence lock (odd while it is written), so a reader almost never has to look twice. On a buffer that
 * is not shared it works within one thread; messages then carry the records across.
 */
export interface Mailbox {
  readonly buffer: ArrayBufferLike;
  write(values: Float64Array): void;
  /**
   * fills `out`; false before the first record. Where the writer was faster than every attempt, `out` stays as it was, which
   * is no lie: a record tells its time
   */
  read(out: Float64Array): boolean;
}

const HEADER_BYTES = 16;
const LATEST = 0;
const SEQUENCE = 1;
const ATTEMPTS = 8;

/** Bytes that a mailbox for `size` numbers needs. */
export function mailboxBytes(size: number): number {
  return HEADER_BYTES + 2 * size * Float64Array.BYTES_PER_ELEMENT;
}

/** A view of a mailbox's memory; every thread makes its own. */
export function openMailbox(buffer: ArrayBufferLike, size: number): Mailbox {
  const header = new Int32Array(buffer, 0, 4);
  const slots = [0, 1].map((slot) => new Float64Array(buffer, HEADER_BYTES + slot * size * 8, size));
  const scratch = new Float64Array(size);
  let hasRead = false;
  return {
    buffer,
    write(values: Float64Array): void {
      const slot = 1 - Atomics.load(header, LATEST);
      const target = slots[slot];
      if (target === undefined) return;
      Atomics.add(header, SEQUENCE + slot, 1);
      target.set(values);
      Atomics.add(header, SEQUENCE + slot, 1);
      Atomics.store(header, LATEST, slot);
    },
    read(out: Float64Array): boolean {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const slot = Atomics.load(header, LATEST);
        const before = Atomics.load(header, SEQUENCE + slot);
        if (before === 0) return false;
        const values = slots[slot];
        if (values === undefined || before % 2 !== 0) continue;
        scratch.set(values);
        if (Atomics.load(header, SEQUENCE + slot) !== before) continue;
        out.set(scratch);
        hasRead = true;
        return true;
      }
      return hasRead;
    },
  };
}
