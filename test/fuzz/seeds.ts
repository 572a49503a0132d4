import { EpisodeEncoder } from "../../src/shared/dataset/arrow/encode-episode.ts";
import { encodeEpisode } from "../../src/shared/dataset/arrow/encode-whole.ts";
import { describeEpisode } from "../../src/shared/dataset/end-of-episode.ts";
import { headerToMetadata } from "../../src/shared/dataset/episode-header.ts";
import { ALL_COLUMNS, episodeStart, REQUIRED_COLUMNS, stepBatch } from "../builders/step-batch.ts";

export const EPISODE_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const start = { ...episodeStart(), id: EPISODE_ID, createdAt: "2024-05-01T10:00:00.000Z" };

/** A finished episode's file of so many steps. */
export function episodeBytes(rows: number, names = ALL_COLUMNS): Uint8Array {
  const { columns, snapshots, finalObservation } = stepBatch(0, rows, names);
  const end = { cause: "operator", health: null } as const;
  const meta = describeEpisode({ start, columns, rows, finalObservation, end, replays: null });
  return Uint8Array.from(Buffer.concat([...encodeEpisode({ meta, columns, snapshots })]));
}

/** A journal of batches of 32 steps. */
export function journalBytes(batches: number, names = ALL_COLUMNS): Uint8Array {
  const encoder = new EpisodeEncoder(names, headerToMetadata({ kind: "journal", start }), true);
  const parts = [encoder.header()];
  for (let i = 0; i < batches; i++) parts.push(encoder.batch(stepBatch(32 * i, 32, names)));
  return Uint8Array.from(Buffer.concat(parts));
}

export { REQUIRED_COLUMNS };
