import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Result } from "../../shared/base/failure.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { CurvePoint, Job, UnfinishedTraining } from "../../shared/ipc/jobs.ts";
import { createSlots } from "./run-slots.ts";

export interface JobsState {
  /** newest first */
  readonly jobs: readonly Job[];
  /** training curves by job id, ordered by step */
  readonly curves: Readonly<Record<string, readonly CurvePoint[]>>;
  /** trainings that can go on; what it was when last asked for */
  readonly unfinished: readonly UnfinishedTraining[];
  /** which colour a run has, by its id */
  readonly slotOf: (run: string) => number;
  refresh(): Promise<void>;
  refreshUnfinished(): Promise<void>;
  /** goes on with a training; the job is then known */
  resume(training: string): Promise<Result<Job>>;
  discard(training: string): Promise<Result<null>>;
  /** a job as the host now knows it */
  put(job: Job): void;
  forget(job: string): void;
  addPoints(job: string, points: readonly CurvePoint[]): void;
  loadCurve(job: string): Promise<void>;
  cancel(job: string): Promise<Result<null>>;
  dismiss(job: string): Promise<Result<null>>;
}

export function createJobsStore(bridge: Bridge): StoreApi<JobsState> {
  return createStore<JobsState>()((set, get) => ({
    jobs: [],
    curves: {},
    unfinished: [],
    slotOf: createSlots(),
    refresh: async () => {
      const result = await bridge.invoke("jobs/list", {});
      if (result.ok) set({ jobs: [...result.value].sort(newestFirst) });
    },
    refreshUnfinished: async () => {
      const result = await bridge.invoke("train/unfinished", {});
      if (result.ok) set({ unfinished: result.value });
    },
    resume: async (training) => {
      const result = await bridge.invoke("train/resume", { training });
      if (result.ok) get().put(result.value);
      await get().refreshUnfinished();
      return result;
    },
    discard: async (training) => {
      const result = await bridge.invoke("train/discard", { training });
      await get().refreshUnfinished();
      return result;
    },
    put: (job) => {
      const before = get().jobs.find((other) => other.id === job.id);
      set((state) => {
        const known = state.jobs.some((other) => other.id === job.id);
        const jobs = known ? state.jobs.map((other) => (other.id === job.id ? job : other)) : [job, ...state.jobs];
        return { jobs: known ? jobs : [...jobs].sort(newestFirst) };
      });
      // What ended early has left a state to go on from.
      if (job.kind === "train" && before !== undefined && isActive(before) && !isActive(job))
        void get().refreshUnfinished();
    },
    forget: (job) => set((state) => ({ jobs: state.jobs.filter((other) => other.id !== job) })),
    addPoints: (job, points) =>
      set((state) => ({ curves: { ...state.curves, [job]: mergePoints(state.curves[job] ?? [], points) } })),
    loadCurve: async (job) => {
      const result = await bridge.invoke("jobs/curve", { job });
      if (result.ok) get().addPoints(job, result.value);
    },
    cancel: (job) => bridge.invoke("jobs/cancel", { job }),
    dismiss: async (job) => {
      const result = await bridge.invoke("jobs/dismiss", { job });
      if (result.ok) get().forget(job);
      return result;
    },
  }));
}

/** True until the job has had its one end. */
export function isActive(job: Job): boolean {
  return job.state === "queued" || job.state === "running";
}

/**
 * Joins points that arrived live with those that were asked for: each step once, in order. Live points come in order,
 * so the common case only appends.
 */
export function mergePoints(known: readonly CurvePoint[], added: readonly CurvePoint[]): readonly CurvePoint[] {
  if (added.length === 0) return known;
  const last = known.at(-1)?.step ?? -1;
  const inOrder = added.every((point, index) => point.step > (index === 0 ? last : (added[index - 1]?.step ?? -1)));
  if (inOrder) return [...known, ...added];
  const bySteps = new Map([...known, ...added].map((point) => [point.step, point]));
  return [...bySteps.values()].sort((a, b) => a.step - b.step);
}

function newestFirst(a: Job, b: Job): number {
  return b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);
}
