import type { Failure } from "../../shared/base/failure.ts";
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

/** What a desk reports of the newest recording; of older ones, only what went wrong. */
export interface DeskEvents {
  written(steps: number): void;
  saved(summary: EpisodeSummary, outcome: EpisodeOutcome): void;
  lost(failure: Failure, unsent: number): void;
  problem(failure: Failure): void;
}

/** Takes recordings to the host, one after the other, numbered. Older ones may still be on their way. */
export interface RecordingDesk {
  /** number of the newest recording; the worker's messages carry it */
  readonly number: number;
  /** opens a recording; answers its number */
  open(dataset: string, start: EpisodeStart): number;
  /** the next recording goes on from a step of the newest one, which is saved as an abandoned branch */
  branch(step: number): number;
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

interface Recording {
  readonly number: number;
  readonly dataset: string;
  readonly start: EpisodeStart;
  readonly sender: RecordingSender;
  /** id once it is saved; null: it never will be */
  readonly id: Promise<string | null>;
  readonly settle: (id: string | null) => void;
  outcome: EpisodeOutcome | null;
  saved: string | null;
  /** the operator went back and left this branch */
  abandoned: boolean;
  over: boolean;
}

export function createRecordingDesk(bridge: Bridge, events: DeskEvents): RecordingDesk {
  const recordings = new Map<number, Recording>();
  let number = 0;
  let marks = UNMARKED;

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
  const newest = (): Recording | null => recordings.get(number) ?? null;

  const add = (dataset: string, start: EpisodeStart, parent: Promise<string | null> | null): number => {
    number += 1;
    const mine = number;
    let settle: Recording["settle"] = () => undefined;
    const id = new Promise<string | null>((resolve) => (settle = resolve));
    const startOf = async (): Promise<EpisodeStart | null> => {
      const episode = await parent;
      return episode === null || start.parent === null ? null : { ...start, parent: { ...start.parent, episode } };
    };
    const sender = createRecordingSender({
      bridge,
      dataset,
      start: parent === null ? start : startOf(),
      continues: parent !== null,
      events: {
        written: (steps) => {
          if (mine === number) events.written(steps);
        },
        saved: (summary) => saved(mine, summary),
        discarded: () => forget(mine),
        lost: (failure, unsent) => {
          const recording = recordings.get(mine);
          forget(mine);
          // An abandoned episode that could not be taken off the disk is worth saying, but stops nothing.
          if (mine === number && recording?.over === false) events.lost(failure, unsent);
          else events.problem(failure);
        },
      },
    });
    recordings.set(mine, {
      number: mine,
      dataset,
      start,
      sender,
      id,
      settle,
      outcome: null,
      saved: null,
      abandoned: false,
      over: false,
    });
    return mine;
  };
  const forget = (which: number): void => {
    recordings.get(which)?.settle(null);
    recordings.delete(which);
  };
  const saved = (which: number, summary: EpisodeSummary): void => {
    const recording = recordings.get(which);
    if (recording === undefined) return;
    recording.saved = summary.id;
    recording.settle(summary.id);
    if (which !== number || recording.over || recording.outcome === null) return;
    if (marks.success !== null || marks.rating !== null) label(recording.dataset, summary.id, marks);
    events.saved(summary, recording.outcome);
  };

  return {
    get number(): number {
      return number;
    },
    open(dataset, start) {
      marks = UNMARKED;
      for (const [which, { saved: id, over }] of recordings) if (id !== null || over) recordings.delete(which);
      return add(dataset, start, null);
    },
    branch(step) {
      const from = newest();
      if (from === null) throw new Error("there is no recording to branch from");
      if (from.saved === null) from.abandoned = true;
      else
        edit(from.dataset, [
          { op: "tag", episode: from.saved, add: ["abandoned"], remove: [] },
          { op: "drop", episode: from.saved },
        ]);
      const parent = { episode: from.saved ?? "", step };
      return add(from.dataset, { ...from.start, parent }, from.id);
    },
    append: (which, batch) => recordings.get(which)?.sender.append(batch),
    finished(which, outcome) {
      const recording = recordings.get(which);
      if (recording === undefined) return;
      recording.outcome = outcome;
      recording.sender.finish({ cause: recording.abandoned ? "abandoned" : outcome.cause, health: outcome.health });
    },
    interrupt() {
      const recording = newest();
      if (recording === null || recording.saved !== null) return;
      recording.over = true;
      recording.sender.finish({ cause: "interrupted", health: null });
    },
    discard() {
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
      marks = next;
      const recording = newest();
      if (recording !== null && recording.saved !== null) label(recording.dataset, recording.saved, next);
    },
  };
}
