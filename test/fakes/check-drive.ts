import { UNMARKED } from "../../src/renderer/drive/recording-desk.ts";
import type { Marks } from "../../src/renderer/drive/recording-desk.ts";
import { HELP_LEVELS } from "../../src/shared/dataset/columns.ts";
import type { Edit } from "../../src/shared/dataset/curation.ts";
import type { Episode } from "../../src/shared/dataset/episode.ts";
import type { MemoryRecorder } from "./memory-recorder.ts";
import { ROW_MARKS } from "./ticking-drive-worker.ts";
import type { TickingWorkerNotes } from "./ticking-drive-worker.ts";

/** What a host in memory holds after a session, and what a test knows of how it came about. */
export interface DriveRecord {
  readonly recorder: MemoryRecorder;
  readonly notes: TickingWorkerNotes;
  /** curation, in order */
  readonly edits: readonly Edit[];
  /** recordings that were finished */
  readonly finishes: readonly string[];
  /** number of the recordings that were discarded */
  readonly discards: number;
  /** what the operator said of each recording, by its number */
  readonly marked: ReadonlyMap<number, Marks>;
  readonly open: number;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The recording that an episode's own rows belong to; null where it has none but its parent's. */
function ownerOf({ meta, columns }: Episode): number | null {
  const from = meta.parent?.step ?? 0;
  return meta.steps > from ? (columns[ROW_MARKS.owner]?.[meta.steps - 1] ?? null) : null;
}

function* complaintsOfRows({ meta, columns }: Episode, owner: number, record: DriveRecord): Generator<string> {
  const { recorder, notes } = record;
  const from = meta.parent?.step ?? 0;
  const owners = [...(columns[ROW_MARKS.owner] ?? [])];
  if (columns.step?.some((step, row) => step !== row) !== false) yield `${meta.id}: steps are not 0, 1, 2 …`;
  if (owners.slice(from).some((other) => other !== owner)) yield `${meta.id}: rows of another recording`;
  if (notes.begun.get(owner) !== from) yield `${meta.id}: went on from another step than ${from}`;
  if (meta.parent === null) return;
  const parent = [...(recorder.episodes.get(meta.parent.episode)?.columns[ROW_MARKS.owner] ?? [])];
  if (!same(owners.slice(0, from), parent.slice(0, from))) yield `${meta.id}: its first rows are not its parent's`;
}

function* complaintsOfHeader({ meta, columns }: Episode): Generator<string> {
  const is = (name: keyof typeof columns, value: unknown): boolean => same([...new Set(columns[name])], [value]);
  if (!is("level", HELP_LEVELS.indexOf(meta.level))) yield `${meta.id}: driven at another level than ${meta.level}`;
  if (!is(ROW_MARKS.noise, meta.noise)) yield `${meta.id}: driven with another noise than ${meta.noise}`;
  if (!is(ROW_MARKS.limit, meta.hopperOptions["max_episode_steps"])) yield `${meta.id}: another time limit`;
}

function* complaintsOfMarks({ meta }: Episode, owner: number, record: DriveRecord, whole: boolean): Generator<string> {
  const said = record.edits.filter((edit) => edit.episode === meta.id);
  const label = said.findLast((edit) => edit.op === "label");
  const rate = said.findLast((edit) => edit.op === "rate");
  if (!whole && label === undefined) return;
  const marks: Marks = { success: label?.success ?? null, rating: rate?.rating ?? null };
  const wanted = record.marked.get(owner) ?? UNMARKED;
  if (!same(marks, wanted)) yield `${meta.id}: marked ${JSON.stringify(marks)}, wanted ${JSON.stringify(wanted)}`;
}

/** What is not true of all that is stored; `whole`: or is lost of it. */
export function checkDrive(record: DriveRecord, { whole }: { readonly whole: boolean }): readonly string[] {
  const { recorder, notes, finishes, discards } = record;
  const complaints: string[] = [];
  if (record.open > 0) complaints.push(`${record.open} recordings are open`);
  if (new Set(finishes).size !== finishes.length) complaints.push("a recording was finished twice");
  const homes = new Map<number, Episode>();
  for (const episode of recorder.episodes.values()) {
    const owner = ownerOf(episode);
    if (owner === null) continue;
    if (homes.has(owner)) complaints.push(`recording ${owner} is in two episodes`);
    homes.set(owner, episode);
    complaints.push(...complaintsOfRows(episode, owner, record));
    complaints.push(...complaintsOfHeader(episode));
    complaints.push(...complaintsOfMarks(episode, owner, record, whole));
  }
  if (!whole) return complaints;
  const missing = [...new Set(notes.handed.map(({ owner }) => owner))].filter((owner) => !homes.has(owner));
  if (missing.length > discards) complaints.push(`of recordings ${missing.join(", ")}, not all were discarded`);
  for (const [owner, { meta }] of homes) {
    const steps = (notes.handed.findLast((row) => row.owner === owner)?.step ?? -1) + 1;
    if (meta.steps !== steps) complaints.push(`${meta.id}: ${meta.steps} of ${steps} steps`);
  }
  return complaints;
}
