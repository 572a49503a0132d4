import { z } from "zod";
import { assertNever } from "../base/assert-never.ts";
import { episodeIdSchema } from "./episode-id.ts";

const episode = episodeIdSchema;
const tag = z.string().trim().min(1).max(50);
/** Tags that one edit adds or removes; an episode may have more. */
export const MAX_TAGS = 20;

/** Steps [from, to) of an episode: what is left of it for training, statistics and exports. */
export const trimSchema = z
  .object({ from: z.number().int().min(0), to: z.number().int().min(1) })
  .refine(({ from, to }) => from < to, { message: "the first step of a trim lies before its end" });
export type Trim = z.infer<typeof trimSchema>;

/** One change to what is said about an episode. Its file never changes. */
export const editSchema = z.discriminatedUnion("op", [
  z.object({ op: z.literal("name"), episode, name: z.string().max(200) }),
  /** marks it as good, also where it would be left out by default (abandoned branches) */
  z.object({ op: z.literal("keep"), episode }),
  /** hides it and keeps it out of training */
  z.object({ op: z.literal("drop"), episode }),
  /** takes `keep` and `drop` back */
  z.object({ op: z.literal("restore"), episode }),
  /** whether the task was done; null: not said */
  z.object({ op: z.literal("label"), episode, success: z.boolean().nullable() }),
  /** how well it was done */
  z.object({ op: z.literal("rate"), episode, rating: z.number().int().min(1).max(5).nullable() }),
  z.object({ op: z.literal("tag"), episode, add: z.array(tag).max(MAX_TAGS), remove: z.array(tag).max(MAX_TAGS) }),
  z.object({ op: z.literal("note"), episode, note: z.string().max(2000) }),
  /** corrects who drove; null: as recorded */
  z.object({ op: z.literal("operator"), episode, operator: z.string().max(200).nullable() }),
  z.object({ op: z.literal("trim"), episode, trim: trimSchema.nullable() }),
  /** "train", "validation", or another name such as a round of DAgger; null: none */
  z.object({ op: z.literal("split"), episode, split: z.string().trim().min(1).max(50).nullable() }),
]);
export type Edit = z.infer<typeof editSchema>;

/** Edits that are made, undone and redone as one. */
export const MAX_EDITS = 10_000;
const time = z.string().max(40);

const stamped = z.object({ time });
const batchSchema = z.object({ op: z.literal("batch"), time, edits: z.array(editSchema).min(1).max(MAX_EDITS) });
const historySchema = z.discriminatedUnion("op", [
  z.object({ op: z.literal("undo"), time }),
  z.object({ op: z.literal("redo"), time }),
]);

/** One line of curation.jsonl. `undo` takes back the latest entry that stands, `redo` the latest undo; both are entries. */
export const curationEntrySchema = z.union([editSchema.and(stamped), batchSchema, historySchema]);
type HistoryEntry = z.infer<typeof historySchema>;
/** An entry that changes episodes. */
export type EditEntry = (Edit & z.infer<typeof stamped>) | z.infer<typeof batchSchema>;
export type CurationEntry = EditEntry | HistoryEntry;

/** What the log says about one episode. */
export interface Curation {
  /** null: never named */
  readonly name: string | null;
  readonly verdict: "keep" | "drop" | null;
  readonly success: boolean | null;
  /** 1…5 */
  readonly rating: number | null;
  readonly tags: readonly string[];
  readonly note: string;
  /** null: as recorded */
  readonly operator: string | null;
  readonly trim: Trim | null;
  readonly split: string | null;
}

/** An episode that nobody edited. */
export const UNTOUCHED: Curation = {
  name: null,
  verdict: null,
  success: null,
  rating: null,
  tags: [],
  note: "",
  operator: null,
  trim: null,
  split: null,
};

/** The curation after one edit. */
export function applyEdit(before: Curation, edit: Edit): Curation {
  switch (edit.op) {
    case "name":
      return { ...before, name: edit.name };
    case "keep":
    case "drop":
      return { ...before, verdict: edit.op };
    case "restore":
      return { ...before, verdict: null };
    case "label":
      return { ...before, success: edit.success };
    case "rate":
      return { ...before, rating: edit.rating };
    case "tag": {
      const left = before.tags.filter((name) => !edit.remove.includes(name));
      return { ...before, tags: [...new Set([...left, ...edit.add])] };
    }
    case "note":
      return { ...before, note: edit.note };
    case "operator":
      return { ...before, operator: edit.operator };
    case "trim":
      return { ...before, trim: edit.trim };
    case "split":
      return { ...before, split: edit.split };
    default:
      return assertNever(edit);
  }
}

/** The edits of an entry, in order. */
export function editsOf(entry: EditEntry): readonly Edit[] {
  return entry.op === "batch" ? entry.edits : [entry];
}

/** What stands of a log, in order, and what could be redone, the next one last. */
export interface CurationHistory {
  readonly standing: readonly EditEntry[];
  readonly undone: readonly EditEntry[];
}

/** An undo without an edit, and a redo without an undo, do nothing; a new edit ends what could be redone. */
export function historyOf(entries: readonly CurationEntry[]): CurationHistory {
  const standing: EditEntry[] = [];
  let undone: EditEntry[] = [];
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
  return { standing, undone };
}

/** The state after a log, by episode. */
export function applyCuration(entries: readonly CurationEntry[]): ReadonlyMap<string, Curation> {
  const state = new Map<string, Curation>();
  for (const entry of historyOf(entries).standing) {
    for (const edit of editsOf(entry)) state.set(edit.episode, applyEdit(state.get(edit.episode) ?? UNTOUCHED, edit));
  }
  return state;
}
