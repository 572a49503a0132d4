import { z } from "zod";
import { episodeIdSchema } from "./episode-id.ts";
import { episodeMetaSchema, episodeStartSchema } from "./episode.ts";
import type { EpisodeMeta } from "./episode.ts";
import { invalidFile } from "./invalid-file.ts";
import { fromJson, toJson } from "./json-numbers.ts";

/** Version of the dataset folder and of its episode files; readers refuse later ones. */
export const FORMAT_VERSION = 1;

const VERSION_KEY = "pogo.format";
const START_KEY = "pogo.start";
const META_KEY = "pogo.episode";
const KEYS: ReadonlySet<string> = new Set([VERSION_KEY, START_KEY, META_KEY]);

const journalStartSchema = episodeStartSchema.extend({ id: episodeIdSchema, createdAt: z.string().max(40) });
/** What is known about an episode while it is being recorded. */
export type JournalStart = z.infer<typeof journalStartSchema>;

/** What an episode file's schema metadata says: a journal knows its start only, a finished episode everything. */
export type EpisodeHeader =
  | { readonly kind: "journal"; readonly start: JournalStart }
  | { readonly kind: "finished"; readonly meta: EpisodeMeta };

/** The Arrow schema metadata of a header. */
export function headerToMetadata(header: EpisodeHeader): ReadonlyMap<string, string> {
  const version: [string, string] = [VERSION_KEY, String(FORMAT_VERSION)];
  return header.kind === "journal"
    ? new Map([version, [START_KEY, toJson(header.start)]])
    : new Map([version, [META_KEY, toJson(header.meta)]]);
}

/** Inverse of `headerToMetadata`; FailureError "invalid-file" for foreign, damaged or later-version metadata. */
export function headerFromMetadata(metadata: ReadonlyMap<string, string>): EpisodeHeader {
  const version = metadata.get(VERSION_KEY);
  if (version === undefined)
    throw invalidFile("The Arrow file is not an episode of a Pogo dataset: its schema names no format version.");
  if (version !== String(FORMAT_VERSION)) {
    throw invalidFile(
      `The episode has format version ${version.slice(0, 20)}; this Pogo reads version ${FORMAT_VERSION}.`,
    );
  }
  for (const key of metadata.keys())
    if (!KEYS.has(key)) throw invalidFile(`The episode's description has an unknown part: "${key.slice(0, 60)}".`);
  try {
    const meta = metadata.get(META_KEY);
    if (meta !== undefined) return { kind: "finished", meta: episodeMetaSchema.parse(fromJson(meta)) };
    const start = metadata.get(START_KEY);
    if (start !== undefined) return { kind: "journal", start: journalStartSchema.parse(fromJson(start)) };
  } catch (error) {
    throw invalidFile("The episode's description is damaged.", error);
  }
  throw invalidFile("The Arrow file has no episode description.");
}
