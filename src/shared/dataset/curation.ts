import { z } from "zod";
import { episodeIdSchema } from "./episode.ts";

const edit = { time: z.string().max(40), episode: episodeIdSchema };

/** One line of curation.jsonl. `undo` takes back the latest edit that stands, `redo` the latest undo; both are entries. */
export const curationEntrySchema = z.discriminatedUnion("op", [
  z.object({ ...edit, op: z.literal("name"), name: z.string().max(200) }),
  z.object({ ...edit, op: z.literal("drop") }),
  z.object({ ...edit, op: z.literal("restore") }),
  z.object({ time: edit.time, op: z.literal("undo") }),
  z.object({ time: edit.time, op: z.literal("redo") }),
]);
export type CurationEntry = z.infer<typeof curationEntrySchema>;
type Edit = Extract<CurationEntry, { episode: string }>;

/** What the log says about one episode. */
export interface Curation {
  /** null: never named */
  readonly name: string | null;
  readonly dropped: boolean;
}

/** An episode that nobody edited. */
export const UNTOUCHED: Curation = { name: null, dropped: false };

/**
 * The state after a log: the edits that stand, in order. An undo without an edit, and a redo without an undo, do
 * nothing; a new edit ends what could be redone.
 */
export function applyCuration(entries: readonly CurationEntry[]): ReadonlyMap<string, Curation> {
  const standing: Edit[] = [];
  let undone: Edit[] = [];
  for (const entry of entries) {
    if (entry.op === "undo") {
      const last = standing.pop();
      if (last !== undefined) undone.push(last);
    } else if (entry.op === "redo") {
      const last = undone.pop();
      if (last !== undefined) standing.push(last);
    } else {
      standing.push(entry);
      undone = [];
    }
  }
  const state = new Map<string, Curation>();
  for (const entry of standing) {
    const before = state.get(entry.episode) ?? UNTOUCHED;
    state.set(
      entry.episode,
      entry.op === "name" ? { ...before, name: entry.name } : { ...before, dropped: entry.op === "drop" },
    );
  }
  return state;
}

/** Reads the log's text. A line that a crash tore is left out, and counted. */
export function parseCuration(text: string): {
  readonly entries: readonly CurationEntry[];
  readonly unreadable: number;
} {
  const entries: CurationEntry[] = [];
  let unreadable = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const parsed = parseLine(line);
    if (parsed === null) unreadable++;
    else entries.push(parsed);
  }
  return { entries, unreadable };
}

function parseLine(line: string): CurationEntry | null {
  try {
    return curationEntrySchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
