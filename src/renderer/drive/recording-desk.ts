import type { Failure, Result } from "../../shared/base/failure.ts";
import type { Edit } from "../../shared/dataset/curation.ts";
import type { StepBatch } from "../../shared/dataset/columns.ts";
import type { EpisodeStart, EpisodeSummary } from "../../shared/dataset/episode.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { EpisodeOutcome } from "./messages.ts";
import { createRecordingSender } from "./recording-sender.ts";
import type { RecordingSender } from "./recording-sender.ts";

/** What the operator thinks of an episode while it is being driven. */
export interface Marks {
  readonly success: boolean | null;
  /** 1…5 */
  readonly rating: number | null;
}

export const UNMARKED: Marks = { success: null, rating: null };

/** An episode as it was saved. */
export interface SavedEpisode {
  readonly dataset: string;
  readonly summary: EpisodeSummary;
  readonly outcome: EpisodeOutcome;
}

/** What a desk reports of the newest recording; of older ones, only what went wrong. */
export interface DeskEvents {
  written(steps: number): void;
  /** the host is far behind */
  behind(): void;
  saved(episode: SavedEpisode): void;
  /** it was stopped before its first row: nothing is kept */
  empty(): void;
  lost(failure: Failure, unsent: number): void;
  problem(failure: Failure): void;
}

/** Takes recordings to the host, one after the other, numbered. Older ones may still be on their way. */
export interface RecordingDesk {
  /** number of the newest recording; the worker's messages carry it */
  readonly number: number;
  /** opens a recording; answers its number */
  open(dataset: string, start: EpisodeStart | Promise<Result<EpisodeStart>>): number;
  /**
   * Makes ready for a recording that goes on from a step of the newest one, which then ends as an abandoned branch;
   * answers the number it will have. Nothing that is saved changes before `branched`.
   */
  branch(step: number): number;
  /** the worker goes on from there: that recording is the newest now. False where nothing waits for it any more. */
  branched(number: number): boolean;
  /** the worker cannot go on from there: the newest recording stays what it was */
  notBranched(number: number): void;
  append(number: number, batch: StepBatch): void;
  /** the worker has handed over the last rows */
  finished(number: number, outcome: EpisodeOutcome): void;
  /** nothing more will come, but what came is whole */
  interrupt(): void;
  /** throws the open recording away */
  discard(): void;
  /** hides the saved episode */
  drop(): void;
  /** labels the saved episode, or the one being recorded once it is saved */
  mark(marks: Marks): void;
}

/** What became of a recording: an episode, none (null) for want of rows, or a failure (null as a whole). */
type Saved = { readonly episode: string | null } | null;

interface Recording {
  readonly number: number;
  readonly dataset: string;
  readonly start: EpisodeStart | Promise<Result<EpisodeStart>>;
  readonly sender: RecordingSender;
  readonly end: Promise<Saved>;
  readonly settle: (end: Saved) => void;
  marks: Marks;
  outcome: EpisodeOutcome | null;
  saved: string | null;
  /** the operator goes back and leaves this branch */
  abandoned: boolean;
  over: boolean;
}

const NO_PARENT: Failure = {
  kind: "not-found",
  message: "The episode to go on from could not be saved",
  remedy: "What was written of it is in the Library. Record a new episode.",
};

export function createRecordingDesk(bridge: Bridge, events: DeskEvents): RecordingDesk {
  const recordings = new Map<number, Recording>();
  let number = 0;
  /** numbers are never used again, those of branches that came to nothing neither */
  let given = 0;
  let pending: { readonly number: number; readonly from: Recording; readonly step: number } | null = null;

  const edit = (dataset: string, edits: Edit[]): void => {
    if (edits.length === 0) return;
    void bridge.invoke("datasets/edit", { dataset, edits }).then((result) => {
      if (!result.ok) events.problem(result.failure);
    });
  };
  const label = (dataset: string, episode: string, { success, rating }: Marks): void =>
    edit(dataset, [
      { op: "label", episode, success },
      { op: "rate", episode, rating },
    ]);
  const leave = (dataset: string, episode: string): void =>
    edit(dataset, [
      { op: "tag", episode, add: ["abandoned"], remove: [] },
      { op: "drop", episode },
    ]);
  const newest = (): Recording | null => recordings.get(number) ?? null;

  const add = (mine: number, dataset: string, start: Recording["start"]): void => {
    let settle: Recording["settle"] = () => undefined;
    const end = new Promise<Saved>((resolve) => (settle = resolve));
    const sender = createRecordingSender({
      bridge,
      dataset,
      start,
      events: {
        written: (steps) => {
          if (mine === number) events.written(steps);
        },
        behind: () => {
          if (mine === number) events.behind();
        },
        saved: (summary) => saved(mine, summary),
        discarded: () => discarded(mine),
        lost: (failure, unsent) => {
          const recording = recordings.get(mine);
          forget(mine);
          if (mine === number) pending = null;
          // An abandoned episode that could not be taken off the disk is worth saying, but stops nothing.
          if (mine === number && recording?.over === false) events.lost(failure, unsent);
          else events.problem(failure);
        },
      },
    });
    number = mine;
    recordings.set(mine, {
      number: mine,
      dataset,
      start,
      sender,
      end,
      settle,
      marks: UNMARKED,
      outcome: null,
      saved: null,
      abandoned: false,
      over: false,
    });
  };
  const forget = (which: number, end: Saved = null): void => {
    recordings.get(which)?.settle(end);
    recordings.delete(which);
  };
  const discarded = (which: number): void => {
    const recording = recordings.get(which);
    forget(which, { episode: null });
    if (recording?.outcome?.steps === 0 && which === number && !recording.over && !recording.abandoned) events.empty();
  };
  const saved = (which: number, summary: EpisodeSummary): void => {
    const recording = recordings.get(which);
    if (recording === undefined) return;
    const { dataset, marks, outcome } = recording;
    recording.saved = summary.id;
    recording.settle({ episode: summary.id });
    if (marks.success !== null || marks.rating !== null) label(dataset, summary.id, marks);
    // Where the disk was full, the header could not say it.
    if (recording.abandoned && summary.used) leave(dataset, summary.id);
    if (which === number && !recording.over && !recording.abandoned && outcome !== null)
      events.saved({ dataset, summary, outcome });
  };
  /** The start of a recording that goes on from a step of `from`: without a parent where that had no row to keep. */
  const startAfter = async (from: Recording, step: number): Promise<Result<EpisodeStart>> => {
    const [start, end] = await Promise.all([from.start, from.end]);
    if (end === null) return { ok: false, failure: NO_PARENT };
    const known: Result<EpisodeStart> = "ok" in start ? start : { ok: true, value: start };
    if (!known.ok) return known;
    const parent = end.episode === null ? null : { episode: end.episode, step };
    return { ok: true, value: { ...known.value, parent } };
  };

  return {
    get number(): number {
      return number;
    },
    open(dataset, start) {
      for (const [which, { saved: id, over }] of recordings) if (id !== null || over) recordings.delete(which);
      pending = null;
      given += 1;
      add(given, dataset, start);
      return given;
    },
    branch(step) {
      const from = newest();
      if (from === null) throw new Error("there is no recording to branch from");
      from.abandoned = from.saved === null;
      given += 1;
      pending = { number: given, from, step };
      return given;
    },
    branched(which) {
      if (pending?.number !== which) return false;
      const { from, step } = pending;
      pending = null;
      if (from.saved !== null && !from.abandoned) leave(from.dataset, from.saved);
      add(which, from.dataset, startAfter(from, step));
      return true;
    },
    notBranched(which) {
      if (pending?.number !== which) return;
      pending.from.abandoned = false;
      pending = null;
    },
    append: (which, batch) => recordings.get(which)?.sender.append(batch),
    finished(which, outcome) {
      const recording = recordings.get(which);
      if (recording === undefined || recording.over) return;
      recording.outcome = outcome;
      if (outcome.steps === 0) return recording.sender.discard();
      recording.sender.finish({ cause: recording.abandoned ? "abandoned" : outcome.cause, health: outcome.health });
    },
    interrupt() {
      pending = null;
      const recording = newest();
      if (recording === null || recording.saved !== null) return;
      recording.over = true;
      // What the worker has said of its end stands.
      if (recording.outcome === null) recording.sender.finish({ cause: "interrupted", health: null });
    },
    discard() {
      pending = null;
      const recording = newest();
      if (recording === null) return;
      recording.over = true;
      recording.sender.discard();
    },
    drop() {
      const recording = newest();
      if (recording === null || recording.saved === null) return;
      edit(recording.dataset, [{ op: "drop", episode: recording.saved }]);
      forget(recording.number);
    },
    mark(next) {
      const recording = newest();
      if (recording === null) return;
      recording.marks = next;
      if (recording.saved !== null) label(recording.dataset, recording.saved, next);
    },
  };
}
