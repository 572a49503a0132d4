import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fastCrc32 } from "../../../../src/node/datasets/fast-crc32.ts";
import { FailureError } from "../../../../src/shared/base/failure.ts";
import { decodeEpisode } from "../../../../src/shared/dataset/arrow/decode-episode.ts";
import { EpisodeEncoder, STREAM_END } from "../../../../src/shared/dataset/arrow/encode-episode.ts";
import { sliceBatch } from "../../../../src/shared/dataset/slice-batch.ts";
import { encodeEpisode } from "../../../../src/shared/dataset/arrow/encode-whole.ts";
import type { ColumnName } from "../../../../src/shared/dataset/columns.ts";
import { describeEpisode } from "../../../../src/shared/dataset/end-of-episode.ts";
import { headerToMetadata } from "../../../../src/shared/dataset/episode-header.ts";
import { anyRows, bytesOfColumns } from "../../../builders/any-rows.ts";
import { ALL_COLUMNS, episodeStart, REQUIRED_COLUMNS, stepBatch } from "../../../builders/step-batch.ts";

const start = { ...episodeStart(), id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", createdAt: "2024-05-01T10:00:00.000Z" };
const options = { crc32: fastCrc32 };

function finished(rows: number, names: readonly ColumnName[]): Uint8Array {
  const { columns, snapshots, finalObservation } = stepBatch(0, rows, names);
  const end = { cause: "operator", health: null } as const;
  const meta = describeEpisode({ start, columns, rows, finalObservation, end, replays: true });
  return Uint8Array.from(Buffer.concat([...encodeEpisode({ meta, columns, snapshots }, fastCrc32)]));
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** The message of the failure that reading ends with. */
function refusal(bytes: Uint8Array, only?: readonly ColumnName[]): string | null {
  try {
    decodeEpisode(bytes, only === undefined ? options : { ...options, only });
    return null;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    expect(error.failure.kind).toBe("invalid-file");
    return error.message;
  }
}

describe("a flipped bit", () => {
  it("is found wherever it is in an episode's file", { timeout: 120_000 }, () => {
    const bytes = finished(2, REQUIRED_COLUMNS);
    const missed: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit++) if (refusal(flipped(bytes, bit)) === null) missed.push(bit);
    expect(missed).toEqual([]);
  });

  it("is found in a file with every column", () => {
    const bytes = finished(40, ALL_COLUMNS);
    const property = fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      expect(refusal(flipped(bytes, bit))).not.toBeNull();
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it("names its column, and matters to who reads that column only", () => {
    const bytes = finished(500, ALL_COLUMNS);
    const { action, reward, pad_axes: axes } = decodeEpisode(bytes, options).columns;
    const bitOf = (values: ArrayBufferView | undefined): number => 8 * ((values?.byteOffset ?? 0) + 1001);
    const inAction = flipped(bytes, bitOf(action));
    expect(refusal(inAction)).toContain("Column action ");
    expect(refusal(inAction, ["action", "reward"])).toContain("Column action ");
    expect(refusal(flipped(bytes, bitOf(reward)))).toContain("Column reward ");
    expect(refusal(flipped(bytes, bitOf(axes)))).toContain("Column pad_axes ");
    expect(decodeEpisode(inAction, { ...options, only: ["reward"] }).columns.reward).toEqual(reward);
  });

  it("in a journal costs the batches from there on, and is told", () => {
    const encoder = new EpisodeEncoder(REQUIRED_COLUMNS, headerToMetadata({ kind: "journal", start }), true);
    const counts = [3, 4, 5, 2];
    const parts = [encoder.header()];
    let rows = 0;
    for (const count of counts) {
      parts.push(encoder.batch(stepBatch(rows, count, REQUIRED_COLUMNS)));
      rows += count;
    }
    const bytes = Uint8Array.from(Buffer.concat(parts));
    const ends = parts.map((_part, i) => parts.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0));
    const property = fc.property(fc.integer({ min: 8 * (ends[0] ?? 0), max: 8 * bytes.length - 1 }), (bit) => {
      const batch = ends.findIndex((end) => bit < 8 * end) - 1;
      const decoded = decodeEpisode(flipped(bytes, bit), { ...options, tolerant: true });
      const before = counts.slice(0, batch).reduce((sum, count) => sum + count, 0);
      expect(decoded.rows).toBe(before);
      expect(decoded.lost?.bytes).toBe(bytes.length - (ends[batch] ?? 0));
      if (before > 0) expect(decoded.columns).toEqual(stepBatch(0, before, REQUIRED_COLUMNS).columns);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it("cannot take a file's checksums away", () => {
    const bytes = finished(3, REQUIRED_COLUMNS);
    const text = Buffer.from(bytes).toString("latin1");
    for (const at of [text.indexOf("pogo.crc32"), text.lastIndexOf("pogo.crc32")]) {
      expect(at).toBeGreaterThan(0);
      const copy = Uint8Array.from(bytes);
      copy.set(new TextEncoder().encode("other.name"), at);
      expect(refusal(copy)).not.toBeNull();
    }
  });
});

describe("any rows", () => {
  it("come back bit for bit from an episode's file", () => {
    const property = fc.property(anyRows(300), ({ rows, columns, snapshots }) => {
      const finalObservation = new Float64Array(11).fill(-0);
      const meta = describeEpisode({ start, columns, rows, finalObservation, end: null, replays: null });
      const bytes = Buffer.concat([...encodeEpisode({ meta, columns, snapshots }, fastCrc32)]);
      const decoded = decodeEpisode(bytes, options);
      expect(decoded.header).toEqual({ kind: "finished", meta });
      expect(bytesOfColumns(decoded.columns)).toEqual(bytesOfColumns(columns));
      expect(decoded.snapshots.map(({ step, bytes }) => ({ step, bytes: Uint8Array.from(bytes) }))).toEqual(snapshots);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it("come back bit for bit from a journal, whatever its batches", () => {
    const property = fc.property(
      anyRows(300),
      fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 8 }),
      ({ names, rows, columns, snapshots }, sizes) => {
        const encoder = new EpisodeEncoder(names, headerToMetadata({ kind: "journal", start }), true, fastCrc32);
        const parts = [encoder.header()];
        const finalObservation = Float64Array.from({ length: 11 }, (_item, i) => (i % 2 === 0 ? -0 : Number.NaN));
        for (let first = 0, i = 0; first < rows; i++) {
          const count = Math.min(sizes[i % sizes.length] ?? 1, rows - first);
          parts.push(encoder.batch(sliceBatch({ columns, snapshots }, first, count, finalObservation)));
          first += count;
        }
        parts.push(STREAM_END);
        const decoded = decodeEpisode(Buffer.concat(parts), options);
        expect(bytesOfColumns(decoded.columns)).toEqual(bytesOfColumns(columns));
        expect(decoded.snapshots.map(({ step, bytes }) => ({ step, bytes: Uint8Array.from(bytes) }))).toEqual(
          snapshots,
        );
        expect(decoded.nextObservation).toEqual(finalObservation);
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});
