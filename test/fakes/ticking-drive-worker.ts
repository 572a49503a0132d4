import type { FromWorker, RunSpec, ToWorker } from "../../src/renderer/drive/messages.ts";
import type { WorkerPort } from "../../src/renderer/drive/worker-link.ts";
import { BATCH_STEPS, HELP_LEVELS } from "../../src/shared/dataset/columns.ts";
import type { StepBatch } from "../../src/shared/dataset/columns.ts";
import { stepBatch } from "../builders/step-batch.ts";
import { STEADY_HEALTH } from "../builders/steady-health.ts";

/** What a ticking worker is told by the test, and what it tells. */
export interface TickingWorkerNotes {
  /** ms on the way, each direction */
  latency: number;
  /** steps at which the hopper falls by itself, one recording after the other, round and round */
  readonly falls: readonly number[];
  /** every row that was handed over: the recording it belongs to, and its step */
  readonly handed: { readonly owner: number; readonly step: number }[];
  /** the recordings that were begun, by number, each with the step that it went on from */
  readonly begun: Map<number, number>;
}

/** What a row of a ticking worker says of itself, in columns that nothing else uses here. */
export const ROW_MARKS = {
  /** number of the recording */
  owner: "x",
  noise: "pad_age",
  /** time limit, steps */
  limit: "missed_ticks",
} as const;

type LiveSpec = Extract<RunSpec, { readonly kind: "person" | "policy" }>;

const TICK = 8;

/**
 * A drive worker with a clock, that of the page's timers: it steps while it runs, hands rows over 16 at a time just
 * before the next one, falls by itself, and keeps every state to go back to, as the real one does. Every row says whose
 * it is and what drove it. `fault` breaks it down.
 */
export function createTickingDriveWorker(notes: TickingWorkerNotes): WorkerPort & { fault(): void } {
  let spec: LiveSpec | null = null;
  let owner = 0;
  /** steps of the recording, and those of them that were handed over */
  let steps = 0;
  let handed = 0;
  let newest = -1;
  let fallAt = Number.POSITIVE_INFINITY;
  let fallen = false;
  let recording = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  let alive = true;

  const later = (work: () => void): void => {
    if (notes.latency === 0) queueMicrotask(work);
    else setTimeout(work, notes.latency);
  };
  const tell = (data: FromWorker): void => later(() => port.onmessage?.(new MessageEvent("message", { data })));
  const rows = (count: number): StepBatch => {
    const batch = stepBatch(handed, count);
    const { person, task } = spec ?? { person: null, task: null };
    return {
      ...batch,
      columns: {
        ...batch.columns,
        [ROW_MARKS.owner]: new Float64Array(count).fill(owner),
        [ROW_MARKS.noise]: new Float32Array(count).fill(task?.noise ?? 0),
        [ROW_MARKS.limit]: new Int32Array(count).fill(task?.maxSteps ?? 0),
        level: new Uint8Array(count).fill(HELP_LEVELS.indexOf(person?.level ?? "none")),
      },
    };
  };
  const handOver = (): void => {
    const count = steps - handed;
    if (count === 0) return;
    tell({ type: "batch", episode: owner, batch: rows(count) });
    for (let step = handed; step < steps; step += 1) notes.handed.push({ owner, step });
    handed = steps;
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const halt = (): void => {
    stop();
    if (recording) handOver();
  };
  const tick = (): void => {
    if (!recording) return;
    if (steps - handed === BATCH_STEPS) handOver();
    steps += 1;
    newest = steps;
    fallen = steps >= fallAt;
    if (!fallen) return;
    stop();
    tell({ type: "ended", episode: owner, cause: "pitch" });
  };
  const start = (): void => {
    if (recording && fallen) return tell({ type: "ended", episode: owner, cause: "pitch" });
    stop();
    timer = setInterval(tick, TICK);
  };
  const record = (number: number, from: number): void => {
    [owner, steps, handed, newest, fallen, recording] = [number, from, from, from, false, true];
    const { falls } = notes;
    fallAt = falls.length === 0 ? Infinity : from + (falls[number % falls.length] ?? Infinity);
    notes.begun.set(number, from);
  };
  const finish = (): void => {
    stop();
    handOver();
    recording = false;
    const cause = fallen ? "pitch" : "operator";
    tell({
      type: "finished",
      episode: owner,
      outcome: { cause, steps, return: 1, distance: 1, health: STEADY_HEALTH },
    });
  };
  const branch = (number: number, step: number): void => {
    if (step > newest || (fallen && step === newest)) {
      const failure = { kind: "not-found", message: `step ${step} is gone`, remedy: "Choose another." } as const;
      return tell({ type: "not-branched", episode: number, failure });
    }
    if (recording) finish();
    record(number, step);
    tell({ type: "branched", episode: number, step });
  };
  const take = (message: ToWorker): void => {
    if (!alive) return;
    switch (message.type) {
      case "init":
        return tell({ type: "ready" });
      case "load": {
        stop();
        const { run } = message;
        if (run.kind !== "person" && run.kind !== "policy") throw new Error(`not expected: ${run.kind}`);
        [spec, recording, newest] = [run, false, -1];
        const hopperOptions = { max_episode_steps: run.task?.maxSteps };
        return tell({ type: "loaded", fingerprint: "ticking", hopperOptions, manner: "simulated", why: null });
      }
      case "reset":
        recording = false;
        return;
      case "begin":
        stop();
        return record(message.episode, 0);
      case "run":
        return start();
      case "halt":
        return halt();
      case "abandon":
        return stop();
      case "finish":
        return finish();
      case "look": {
        const step = Math.max(0, Math.min(newest, message.step));
        return tell({ type: "looked", step, oldest: 0, newest: Math.max(0, newest) });
      }
      case "branch":
        return branch(message.episode, message.step);
      case "hold":
        return tell({ type: "changed-hands" });
      default:
        return;
    }
  };
  const port: WorkerPort & { fault(): void } = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => later(() => take(message)),
    terminate(): void {
      alive = false;
      stop();
    },
    fault(): void {
      stop();
      tell({ type: "fault", failure: { kind: "internal", message: "it broke down", remedy: "Restart it." } });
    },
  };
  return port;
}
