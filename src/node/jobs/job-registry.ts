import { ulid } from "ulid";
import { FailureError, toFailure } from "../../shared/base/failure.ts";
import type { HostEvent } from "../../shared/ipc/contract.ts";
import type { CurvePoint, Job, JobKind, JobProgress, JobResult } from "../../shared/ipc/jobs.ts";
import { createThrottle } from "./throttle.ts";
import type { Throttle } from "./throttle.ts";

/** What running work is given, and tells. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** throttled to 10 Hz; ignored after the end */
  progress(progress: JobProgress): void;
  /** further points of the job's curve */
  curve(points: readonly CurvePoint[]): void;
}

/** Work to be done as a job. */
export interface JobTask {
  readonly kind: JobKind;
  readonly title: string;
  /** jobs of the same lane run one after the other, in the order they were started; null: at once */
  readonly lane: string | null;
  /** Rejects with FailureError "cancelled" (or anything, once the signal is aborted) when it was cancelled. */
  readonly run: (context: JobContext) => Promise<JobResult>;
}

export type JobEvent = Extract<HostEvent, { type: "job" | "job-dismissed" | "curve" }>;

/** All jobs of a host. Every job ends exactly once: done, cancelled or failed. */
export interface JobRegistry {
  start(task: JobTask): Job;
  /** newest first */
  list(): readonly Job[];
  get(id: string): Job;
  curve(id: string): readonly CurvePoint[];
  /** cancels a queued or running job; nothing happens to an ended one */
  cancel(id: string): void;
  /** forgets an ended job; FailureError "invalid-input" while it runs */
  dismiss(id: string): void;
  /** resolves with the ended job */
  ended(id: string): Promise<Job>;
  /** returns unsubscribe */
  subscribe(listener: (event: JobEvent) => void): () => void;
  /** cancels everything and resolves when all have ended; no job starts afterwards */
  close(): Promise<void>;
}

/** Ended jobs that are remembered; beyond, the oldest are dismissed. */
const REMEMBERED = 100;
/** A curve is about 1000 points plus one per epoch, of which there are at most 10,000. */
const MAX_CURVE_POINTS = 20_000;
const WAITING: JobProgress = { fraction: null, message: "Waiting", rate: null, rateUnit: "", secondsLeft: null };

interface Entry {
  job: Job;
  readonly task: JobTask;
  readonly abort: AbortController;
  readonly curve: CurvePoint[];
  readonly progress: Throttle<JobProgress>;
  readonly end: Promise<Job>;
  readonly resolveEnd: (job: Job) => void;
}

export interface JobRegistryOptions {
  /** milliseconds since 1970 */
  readonly now?: () => number;
  /** a listener threw: its bug, which must not end a job */
  readonly onBug?: (error: unknown) => void;
}

export function createJobRegistry({ now = Date.now, onBug = () => undefined }: JobRegistryOptions = {}): JobRegistry {
  const entries = new Map<string, Entry>();
  const listeners = new Set<(event: JobEvent) => void>();
  let closed = false;

  const emit = (event: JobEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        onBug(error);
      }
    }
  };
  const update = (entry: Entry, change: Partial<Job>): void => {
    entry.job = { ...entry.job, ...change };
    emit({ type: "job", job: entry.job });
  };
  const timestamp = (): string => new Date(now()).toISOString();
  const find = (id: string): Entry => {
    const entry = entries.get(id);
    if (entry === undefined)
      throw new FailureError("not-found", `There is no job ${id.slice(0, 80)}.`, "It may have been dismissed.");
    return entry;
  };
  const isOver = ({ job }: Entry): boolean => job.state !== "queued" && job.state !== "running";

  const finish = (entry: Entry, change: Pick<Job, "state"> & Partial<Job>): void => {
    if (isOver(entry)) return;
    entry.progress.flush();
    update(entry, { ...change, endedAt: timestamp() });
    entry.resolveEnd(entry.job);
    const over = [...entries.values()].filter(isOver);
    for (const old of over.slice(0, Math.max(0, over.length - REMEMBERED))) forget(old.job.id);
    if (entry.task.lane !== null) advance(entry.task.lane);
  };
  const forget = (id: string): void => {
    entries.delete(id);
    emit({ type: "job-dismissed", job: id });
  };

  const advance = (lane: string): void => {
    const inLane = [...entries.values()].filter(({ task }) => task.lane === lane);
    if (inLane.some(({ job }) => job.state === "running")) return;
    const next = inLane.find(({ job }) => job.state === "queued");
    if (next !== undefined) void run(next);
  };

  const run = async (entry: Entry): Promise<void> => {
    update(entry, { state: "running", progress: { ...WAITING, message: "Starting" } });
    try {
      const result = await entry.task.run({
        signal: entry.abort.signal,
        progress: (progress) => {
          if (!isOver(entry)) entry.progress.offer(progress);
        },
        curve: (points) => {
          if (isOver(entry) || points.length === 0) return;
          const added = points.slice(0, MAX_CURVE_POINTS - entry.curve.length);
          entry.curve.push(...added);
          if (added.length > 0) emit({ type: "curve", job: entry.job.id, points: added });
        },
      });
      finish(entry, {
        state: "done",
        result,
        progress: { ...entry.job.progress, fraction: 1, message: "Done", secondsLeft: 0 },
      });
    } catch (error) {
      const failure = toFailure(error);
      if (failure.kind === "cancelled") {
        // What is left behind, and what can be done with it.
        const message = `Cancelled. ${failure.remedy}`;
        finish(entry, { state: "cancelled", progress: { ...entry.job.progress, message, secondsLeft: null } });
      } else if (entry.abort.signal.aborted) finish(entry, { state: "cancelled" });
      else finish(entry, { state: "failed", failure });
    }
  };

  return {
    start(task) {
      if (closed)
        throw new FailureError("unsupported", "Pogo is closing and starts no further work.", "Start Pogo again.");
      const id = ulid(now());
      let resolveEnd: (job: Job) => void = () => undefined;
      const end = new Promise<Job>((resolve) => {
        resolveEnd = resolve;
      });
      const job: Job = {
        id,
        kind: task.kind,
        title: task.title,
        state: "queued",
        progress: WAITING,
        createdAt: timestamp(),
        endedAt: null,
        failure: null,
        result: null,
      };
      const entry: Entry = {
        job,
        task,
        abort: new AbortController(),
        curve: [],
        progress: createThrottle((progress: JobProgress) => update(entry, { progress }), now),
        end,
        resolveEnd,
      };
      entries.set(id, entry);
      emit({ type: "job", job });
      if (task.lane === null) void run(entry);
      else advance(task.lane);
      return entry.job;
    },
    list: () => [...entries.values()].map(({ job }) => job).toReversed(),
    get: (id) => find(id).job,
    curve: (id) => [...find(id).curve],
    cancel(id) {
      const entry = find(id);
      entry.abort.abort();
      if (entry.job.state === "queued") finish(entry, { state: "cancelled" });
    },
    dismiss(id) {
      if (!isOver(find(id))) throw new FailureError("invalid-input", "This job still runs.", "Cancel it first.");
      forget(id);
    },
    ended: (id) => find(id).end,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async close() {
      closed = true;
      const running = [...entries.values()].filter((entry) => !isOver(entry));
      for (const entry of running.toReversed()) {
        entry.abort.abort();
        if (entry.job.state === "queued") finish(entry, { state: "cancelled" });
      }
      await Promise.all(running.map(({ end }) => end));
    },
  };
}
