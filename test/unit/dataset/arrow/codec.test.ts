import { tableFromIPC } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEpisode, decodeHeader } from "../../../../src/shared/dataset/arrow/decode-episode.ts";
import { EpisodeEncoder, STREAM_END } from "../../../../src/shared/dataset/arrow/encode-episode.ts";
import { headerToMetadata } from "../../../../src/shared/dataset/episode-header.ts";
import { FailureError } from "../../../../src/shared/base/failure.ts";
import { ALL_COLUMNS, episodeStart, REQUIRED_COLUMNS, stepBatch } from "../../../builders/step-batch.ts";
import type { ColumnName } from "../../../../src/shared/dataset/columns.ts";

const start = {
  ...episodeStart({ hopperOptions: { max_episode_steps: Infinity } }),
  id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  createdAt: "2024-05-01T10:00:00.000Z",
};
const metadata = headerToMetadata({ kind: "journal", start });

function stream(
  counts: readonly number[],
  names: readonly ColumnName[] = ALL_COLUMNS,
  journal = true,
): { readonly bytes: Uint8Array; readonly ends: readonly number[] } {
  const encoder = new EpisodeEncoder(names, metadata, journal);
  const parts = [encoder.header()];
  let first = 0;
  for (const count of counts) {
    parts.push(encoder.batch(stepBatch(first, count, names)));
    first += count;
  }
  parts.push(STREAM_END);
  const ends: number[] = [];
  let length = 0;
  for (const part of parts) ends.push((length += part.length));
  return { bytes: Uint8Array.from(Buffer.concat(parts)), ends };
}

describe("Arrow codec", () => {
  it("gives back any sequence of batches of any set of columns", () => {
    const optional = ALL_COLUMNS.filter((name) => !REQUIRED_COLUMNS.includes(name));
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 }),
      fc.subarray(optional),
      (counts, extra) => {
        const names = ALL_COLUMNS.filter((name) => REQUIRED_COLUMNS.includes(name) || extra.includes(name));
        const rows = counts.reduce((sum, count) => sum + count, 0);
        const decoded = decodeEpisode(stream(counts, names).bytes);
        const whole = stepBatch(0, rows, names);
        expect(decoded.rows).toBe(rows);
        expect(decoded.columns).toEqual(whole.columns);
        expect(decoded.snapshots.map(({ step, bytes }) => ({ step, bytes: Uint8Array.from(bytes) }))).toEqual(
          whole.snapshots,
        );
        expect(decoded.nextObservation).toEqual(whole.finalObservation);
        expect(decoded.header).toEqual({ kind: "journal", start });
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  it("writes what Arrow's own reader understands", () => {
    const table = tableFromIPC(stream([32, 7]).bytes);
    expect(table.numRows).toBe(39);
    expect(table.schema.names).toEqual([...ALL_COLUMNS, "snapshot", "next_observation"]);
    expect([...(table.getChild("action")?.get(33) ?? [])]).toEqual([...(stepBatch(33, 1).columns.action ?? [])]);
    expect(table.schema.fields[1]?.metadata.get("unit")).toBe("m, rad, m/s, rad/s");
  });

  it("views the file's bytes where the stream is one batch", () => {
    const { bytes } = stream([100]);
    expect(decodeEpisode(bytes).columns.observation?.buffer).toBe(bytes.buffer);
  });

  it("keeps only the columns asked for", () => {
    const decoded = decodeEpisode(stream([40, 3]).bytes, { only: ["observation", "action"] });
    expect(Object.keys(decoded.columns).sort()).toEqual(["action", "observation"]);
  });

  it("keeps every whole batch when cut at any byte", () => {
    const { bytes, ends } = stream([2, 3, 1], REQUIRED_COLUMNS);
    const [header = 0, ...batchEnds] = ends.slice(0, -1);
    const rowsBefore = [2, 5, 6];
    for (let length = 0; length <= bytes.length; length++) {
      const cut = bytes.slice(0, length);
      if (length < header) {
        expect(() => decodeEpisode(cut, { tolerant: true })).toThrow(FailureError);
        continue;
      }
      const whole = batchEnds.filter((end) => end <= length).length;
      const decoded = decodeEpisode(cut, { tolerant: true });
      expect(decoded.rows).toBe(whole === 0 ? 0 : rowsBefore[whole - 1]);
      expect(decoded.goodBytes + (decoded.lost?.bytes ?? 0)).toBe(length);
      if (length < bytes.length) expect(() => decodeEpisode(cut)).toThrow(FailureError);
    }
  });

  it("asks for more bytes until the header is whole", () => {
    const { bytes, ends } = stream([4]);
    const header = ends[0] ?? 0;
    expect(decodeHeader(bytes.subarray(0, header - 1))).toBeNull();
    expect(decodeHeader(bytes.subarray(0, header))).toEqual({ kind: "journal", start });
  });

  it("answers damaged bytes with valid data or a typed error", () => {
    const { bytes } = stream([3, 130], ALL_COLUMNS);
    const runs = Number(process.env.POGO_FUZZ ?? 3000);
    const mutation = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    const property = fc.property(mutation, fc.boolean(), fc.option(fc.nat(bytes.length)), (changes, tolerant, cut) => {
      const mutant = bytes.slice(0, cut ?? bytes.length);
      for (const [at, value] of changes) if (at < mutant.length) mutant[at] = value;
      try {
        const decoded = decodeEpisode(mutant, { tolerant });
        expect(decoded.rows).toBeLessThanOrEqual(133);
        expect(decoded.columns.observation?.length ?? 0).toBe(decoded.rows * 11);
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        expect(error.failure.kind).toBe("invalid-file");
      }
    });
    fc.assert(property, { numRuns: runs });
  });

  it.each([
    ["nothing", new Uint8Array(0)],
    ["zeros", new Uint8Array(4096)],
    ["text", new TextEncoder().encode("PK this is not an Arrow stream at all")],
    ["a message of 2 GiB", Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 127, 0, 0, 0, 0)],
  ])("refuses %s", (_what, bytes) => {
    expect(() => decodeEpisode(bytes)).toThrow(FailureError);
    expect(() => decodeEpisode(bytes, { tolerant: true })).toThrow(FailureError);
  });
});
