import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { FileSink } from "../../../../src/node/formats/file-sink.ts";
import { scratch } from "../datasets/store-fixture.ts";

const MEGABYTE = 1 << 20;

it("writes what was put, in its order, whatever the pieces and however soon they are overwritten", async () => {
  const length = fc.oneof(fc.nat(100), fc.constantFrom(MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 7));
  await fc.assert(
    fc.asyncProperty(fc.array(length, { maxLength: 8 }), async (lengths) => {
      const path = join(scratch(), `sink-${Math.random()}`);
      const sink = await FileSink.create(path);
      const expected: Buffer[] = [];
      const memory = Buffer.alloc(4 * MEGABYTE);
      for (const [i, size] of lengths.entries()) {
        const piece = memory.subarray(0, size).fill(i + 1);
        expected.push(Buffer.from(piece));
        await sink.put(piece);
        memory.fill(0xff);
        expect(sink.size).toBe(expected.reduce((sum, { length: bytes }) => sum + bytes, 0));
      }
      await sink.finish();
      expect(readFileSync(path).equals(Buffer.concat(expected))).toBe(true);
    }),
    { numRuns: 25 },
  );
});

it("does not wait for small pieces, refuses a file that is there, and can be abandoned", async () => {
  const path = join(scratch(), "sink");
  const sink = await FileSink.create(path);
  expect(sink.put(new Uint8Array(10))).toBeNull();
  await expect(FileSink.create(path)).rejects.toThrow("EEXIST");
  await sink.abandon();
  expect(readFileSync(path)).toHaveLength(0);
});
