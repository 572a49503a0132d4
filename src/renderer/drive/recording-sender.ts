import type { Failure, Result } from "../../shared/base/failure.ts";
import { STEP_RATE } from "../../shared/base/specs.ts";
import type { StepBatch } from "../../shared/dataset/columns.ts";
import type { EpisodeEnd, EpisodeStart, EpisodeSummary } from "../../shared/dataset/episode.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { mergeBatches } from "../../shared/record/merge-batches.ts";

/** What a sender reports. Exactly one of `saved`, `discarded` and `lost` ends it. */
export interface SenderEvents {
  /** rows the host has written so far */
  written(steps: number): void;
  saved(summary: EpisodeSummary): void;
  discarded(): void;
  /** the host is far behind; every row is still here, and the episode should pause until it has caught up */
  behind(): void;
  /** the host does not take it; `unsent` rows are only in this page */
  lost(failure: Failure, unsent: number): void;
}

/**
 * Takes one recording to the host: begin, batches in order, one request at a time, then finish or discard. A batch stays
 * here until the host has said that it is written; batches that wait go together.
 */
export interface RecordingSender {
  append(batch: StepBatch): void;
  finish(end: EpisodeEnd): void;
  discard(): void;
}

export interface SenderOptions {
  readonly bridge: Bridge;
  readonly dataset: string;
  /**
   * A promise where it is not known yet. One with a parent goes on from it: the parent's rows before the branch are this
   * recording's first rows.
   */
  readonly start: EpisodeStart | Promise<Result<EpisodeStart>>;
  readonly events: SenderEvents;
  /** waits between attempts, ms; tests pass none */
  readonly retryDelays?: readonly number[];
}

/** Steps: a host that is 10 s behind is not keeping up. */
const BEHIND = 10 * STEP_RATE;
/** Steps: what this page keeps at most, some 5 MB, while nobody pauses. */
const MOST_WAITING = 10 * BEHIND;
/** Steps in one request: half of what the contract allows. */
const MOST_AT_ONCE = 2048;
const RETRY_DELAYS = [250, 500, 1000, 2000, 3000];

export function createRecordingSender({
  bridge,
  dataset,
  start,
  events,
  retryDelays = RETRY_DELAYS,
}: SenderOptions): RecordingSender {
  const waiting: StepBatch[] = [];
  let recording: string | null = null;
  /** its episode, and the rows of it that the host has */
  let episode = "";
  let rows = 0;
  let end: EpisodeEnd | null = null;
  let discarding = false;
  let busy = false;
  let over = false;

  const unsent = (): number => waiting.reduce((sum, batch) => sum + batch.count, 0);
  const lose = (failure: Failure): void => {
    if (over) return;
    over = true;
    events.lost(failure, unsent());
  };
  /** What the host has becomes an episode now: else it would hold the dataset, and hide the rows, until this page goes. */
  const giveUp = (failure: Failure): void => {
    if (over) return;
    lose(failure);
    if (recording === null) return;
    if (discarding) void bridge.invoke("recording/discard", { recording });
    else void bridge.invoke("recording/finish", { recording, end: { cause: "interrupted", health: null } });
  };
  /** A host out of reach may come back; every other failure is its final word. */
  const insist = async <T>(request: () => Promise<Result<T>>): Promise<Result<T>> => {
    let result = await request();
    for (const delay of retryDelays) {
      if (result.ok || result.failure.kind !== "disconnected" || over) break;
      await new Promise((resolve) => setTimeout(resolve, delay));
      result = await request();
    }
    return result;
  };
  /** A host that was out of reach may have saved it all the same, and only its answer is lost. */
  const findSaved = async ({ kind }: Failure): Promise<EpisodeSummary | null> => {
    if (kind !== "not-found") return null;
    const listed = await insist(() => bridge.invoke("datasets/episodes", { dataset, dropped: true }));
    return (listed.ok ? listed.value : []).find(({ id, steps }) => id === episode && steps === rows) ?? null;
  };
  const next = async (): Promise<boolean> => {
    if (recording === null) {
      const known = start instanceof Promise ? await start : { ok: true as const, value: start };
      if (!known.ok) {
        lose(known.failure);
        return false;
      }
      const { value } = known;
      const continues = value.parent !== null;
      const begun = await insist(() => bridge.invoke("recording/begin", { dataset, start: value, continues }));
      if (begun.ok) ({ recording, episode } = begun.value);
      else lose(begun.failure);
      return begun.ok;
    }
    const id = recording;
    if (discarding) {
      waiting.length = 0;
      const gone = await insist(() => bridge.invoke("recording/discard", { recording: id }));
      if (!gone.ok) lose(gone.failure);
      else {
        over = true;
        events.discarded();
      }
      return false;
    }
    const [head, ...others] = waiting;
    if (head !== undefined) {
      // What waits goes at once: a host or disk that takes long for each write does not fall behind.
      const rest = others.filter(({ first, count }) => first + count - head.first <= MOST_AT_ONCE);
      const batch = mergeBatches([head, ...rest]);
      const written = await insist(() => bridge.invoke("recording/append", { recording: id, batch }));
      if (!written.ok) {
        giveUp(written.failure);
        return false;
      }
      waiting.splice(0, 1 + rest.length);
      rows = written.value.steps;
      events.written(rows);
      return true;
    }
    if (end === null) return false;
    const last = end;
    const saved = await insist(() => bridge.invoke("recording/finish", { recording: id, end: last }));
    const summary = saved.ok ? saved.value : await findSaved(saved.failure);
    if (summary !== null) {
      over = true;
      events.saved(summary);
    } else if (!saved.ok) lose(saved.failure);
    return false;
  };
  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    while (!over && (await next()));
    busy = false;
    // Something may have come in while the last answer was on its way.
    if (!over && (waiting.length > 0 || discarding || end !== null)) void pump();
  };
  void pump();
  return {
    append(batch: StepBatch): void {
      if (over) return;
      waiting.push(batch);
      if (unsent() > MOST_WAITING) {
        giveUp({
          kind: "disk",
          message: "Steps arrive faster than they can be written",
          remedy: "Check the disk and the connection to Pogo's host, then record again.",
        });
        return;
      }
      if (unsent() > BEHIND) events.behind();
      void pump();
    },
    finish(how: EpisodeEnd): void {
      end = how;
      void pump();
    },
    discard(): void {
      discarding = true;
      void pump();
    },
  };
}
