import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { mailboxBytes, openMailbox } from "../../../../src/renderer/drive/mailbox.ts";

const SIZE = 49;

describe("mailbox", () => {
  test("is empty before the first record, then holds the newest", () => {
    const box = openMailbox(new SharedArrayBuffer(mailboxBytes(SIZE)), SIZE);
    const out = new Float64Array(SIZE);
    expect(box.read(out)).toBe(false);
    for (let i = 1; i <= 5; i += 1) box.write(new Float64Array(SIZE).fill(i));
    expect(box.read(out)).toBe(true);
    expect([...new Set(out)]).toEqual([5]);
  });

  test("keeps what was read last where the writer stands in the midst of a record, and does not call it empty", () => {
    const buffer = new SharedArrayBuffer(mailboxBytes(SIZE));
    const box = openMailbox(buffer, SIZE);
    const out = new Float64Array(SIZE);
    box.write(new Float64Array(SIZE).fill(1));
    expect(box.read(out)).toBe(true);
    // Both slots are being written, as a reader that was interrupted for long may find them.
    const header = new Int32Array(buffer, 0, 4);
    header[1]! += 1;
    header[2]! += 1;
    new Float64Array(buffer, 16).fill(2);
    expect(box.read(out)).toBe(true);
    expect([...new Set(out)]).toEqual([1]);
  });

  test("works on memory that is not shared", () => {
    const box = openMailbox(new ArrayBuffer(mailboxBytes(3)), 3);
    box.write(Float64Array.of(1, 2, Number.NaN));
    const out = new Float64Array(3);
    expect(box.read(out)).toBe(true);
    expect([...out]).toEqual([1, 2, Number.NaN]);
  });

  test("never gives half a record while another thread writes as fast as it can", async () => {
    const buffer = new SharedArrayBuffer(mailboxBytes(SIZE));
    const stop = new Int32Array(new SharedArrayBuffer(4));
    // The writer repeats openMailbox's protocol in plain JavaScript: a worker of the test cannot load TypeScript.
    const source = `
      const { workerData } = require("node:worker_threads");
      const { buffer, stop, size } = workerData;
      const header = new Int32Array(buffer, 0, 4);
      const slots = [0, 1].map((slot) => new Float64Array(buffer, 16 + slot * size * 8, size));
      for (let n = 1; Atomics.load(stop, 0) === 0; n += 1) {
        const slot = 1 - Atomics.load(header, 0);
        Atomics.add(header, 1 + slot, 1);
        slots[slot].fill(n);
        Atomics.add(header, 1 + slot, 1);
        Atomics.store(header, 0, slot);
      }`;
    const worker = new Worker(source, { eval: true, workerData: { buffer, stop, size: SIZE } });
    const box = openMailbox(buffer, SIZE);
    const out = new Float64Array(SIZE);
    let reads = 0;
    let last = 0;
    const until = Date.now() + 1500;
    // On a busy machine the two threads get little of each other.
    while (Date.now() < until || reads <= 1000) {
      if (!box.read(out)) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        continue;
      }
      reads += 1;
      const first = out[0] ?? Number.NaN;
      for (const value of out) if (value !== first) throw new Error(`torn record: ${first} beside ${value}`);
      expect(first).toBeGreaterThanOrEqual(last);
      last = first;
    }
    Atomics.store(stop, 0, 1);
    await worker.terminate();
    expect(reads).toBeGreaterThan(1000);
  });
});
