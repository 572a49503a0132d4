import type { Crc32 } from "../../base/crc32.ts";
import { headerToMetadata } from "../episode-header.ts";
import type { Episode } from "../episode.ts";
import { sliceBatch } from "../slice-batch.ts";
import { EpisodeEncoder, STREAM_END } from "./encode-episode.ts";
import { presentColumns } from "./episode-schema.ts";

/** Rows per batch of a finished episode: one batch for all but very long ones. */
export const ROWS_PER_BATCH = 16_384;

/** Only a journal's batches carry the observation after them. */
const NO_OBSERVATION = new Float64Array(0);

/** The bytes of a finished episode's file, piece by piece: the pieces laid end to end are the file. */
export function* encodeEpisode(episode: Episode, crc32?: Crc32): Generator<Uint8Array, void, void> {
  const { meta } = episode;
  const names = presentColumns(episode.columns);
  const encoder = new EpisodeEncoder(names, headerToMetadata({ kind: "finished", meta }), false, crc32);
  yield encoder.header();
  for (let first = 0; first < meta.steps; first += ROWS_PER_BATCH) {
    const count = Math.min(ROWS_PER_BATCH, meta.steps - first);
    yield encoder.batch(sliceBatch(episode, first, count, NO_OBSERVATION));
  }
  yield STREAM_END;
}
