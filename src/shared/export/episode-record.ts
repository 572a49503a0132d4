import { z } from "zod";
import { trimSchema } from "../dataset/curation.ts";
import type { Curation } from "../dataset/curation.ts";
import { episodeIdSchema } from "../dataset/episode-id.ts";
import { episodeStartSchema, tickHealthSchema } from "../dataset/episode.ts";
import type { Episode, EpisodeSummary } from "../dataset/episode.ts";
import { END_CAUSES } from "../dataset/columns.ts";
import { effectiveTrim } from "../dataset/trim-episode.ts";
import { fromJson, toJson } from "../dataset/json-numbers.ts";

/** What other formats have no place for, as one JSON text beside each episode; reading it back restores the episode whole. */
const episodeRecordSchema = z.object({
  pogo: z.literal(1),
  /** null for a part of an episode: that part is an episode of its own, and `start.parent` names the whole */
  id: episodeIdSchema.nullable(),
  createdAt: z.string().max(40),
  start: episodeStartSchema,
  end: z.object({ cause: z.enum(END_CAUSES), health: tickHealthSchema.nullable() }),
  curation: z
    .object({
      name: z.string().max(200),
      verdict: z.enum(["keep", "drop"]),
      success: z.boolean(),
      rating: z.number().int().min(1).max(5),
      tags: z.array(z.string().min(1).max(50)).max(1000),
      note: z.string().max(2000),
      operator: z.string().max(200),
      trim: trimSchema,
      split: z.string().min(1).max(50),
    })
    .partial(),
});
export type EpisodeRecord = z.infer<typeof episodeRecordSchema>;

/** What is said about the episode, without what nobody said; a trim is left out, for exports are trimmed. */
function told({ name, verdict, success, rating, tags, note, operator, split }: Curation): EpisodeRecord["curation"] {
  return {
    ...(name === null ? {} : { name }),
    ...(verdict === null ? {} : { verdict }),
    ...(success === null ? {} : { success }),
    ...(rating === null ? {} : { rating }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    ...(note === "" ? {} : { note }),
    ...(operator === null ? {} : { operator }),
    ...(split === null ? {} : { split }),
  };
}

/** The record of an episode as it is exported: `episode` trimmed, `summary` what the dataset says about it. */
export function writeEpisodeRecord({ meta }: Episode, { curation, steps }: EpisodeSummary): string {
  const { id, createdAt, cause, health } = meta;
  const trim = effectiveTrim(curation.trim, steps);
  const start = episodeStartSchema.parse(meta);
  const record: EpisodeRecord = {
    pogo: 1,
    id: trim === null ? id : null,
    createdAt,
    start: trim === null ? start : { ...start, parent: { episode: id, step: trim.from } },
    end: { cause, health },
    curation: told(curation),
  };
  return toJson(record);
}

/** Inverse of `writeEpisodeRecord`; null where the text is none of ours (a foreign file), is damaged or of a later version. */
export function readEpisodeRecord(text: string): EpisodeRecord | null {
  try {
    return episodeRecordSchema.parse(fromJson(text));
  } catch {
    return null;
  }
}
