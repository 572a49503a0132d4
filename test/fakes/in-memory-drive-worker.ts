import type { FromWorker, RunSpec, ToWorker } from "../../src/renderer/drive/messages.ts";
import type { WorkerPort } from "../../src/renderer/drive/worker-link.ts";
import { stepBatch } from "../builders/step-batch.ts";
import { STEADY_HEALTH } from "../builders/steady-health.ts";

/** What a worker was told that a test may want to look at. */
export interface WorkerNotes {
  readonly loaded: RunSpec[];
  /** whether the person holds, as the page said it last */
  held: boolean;
  /** no change of hands comes until it is asked for at once */
  readonly waits?: boolean;
}

/**
 * A drive worker without a clock: a recorded run gives one batch of 32 steps each time it is started, and ends when it
 * is told to. The real engine keeps its thread from everything else while it ticks, the page's timers included.
 */
export function createInMemoryDriveWorker(notes: WorkerNotes = { loaded: [], held: false }): WorkerPort {
  const { loaded } = notes;
  let episode = 0;
  let steps = 0;
  let recording = false;
  const port: WorkerPort = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => queueMicrotask(() => take(message)),
    terminate: () => undefined,
  };
  const tell = (data: FromWorker): void =>
    queueMicrotask(() => port.onmessage?.(new MessageEvent("message", { data })));
  const finish = (cause: "operator" | "interrupted"): void => {
    recording = false;
    tell({ type: "finished", episode, outcome: { cause, steps, return: 1, distance: 1, health: STEADY_HEALTH } });
  };
  const take = (message: ToWorker): void => {
    switch (message.type) {
      case "init":
        return tell({ type: "ready" });
      case "load": {
        const task = "task" in message.run ? message.run.task : null;
        if (task === null) throw new Error(`not expected: ${message.run.kind}`);
        loaded.push(message.run);
        const { maxSteps } = task;
        const hopperOptions = maxSteps === 1000 ? {} : { max_episode_steps: maxSteps };
        return tell({ type: "loaded", fingerprint: "in-memory", hopperOptions, manner: "simulated", why: null });
      }
      case "begin":
        [episode, steps, recording] = [message.episode, 0, true];
        return;
      case "run":
        if (!recording) return;
        tell({ type: "batch", episode, batch: stepBatch(steps, 32) });
        steps += 32;
        return;
      case "hold":
        notes.held = message.human;
        return notes.waits === true && !message.now ? undefined : tell({ type: "changed-hands" });
      case "abandon":
        recording = false;
        return;
      case "finish":
        return finish(message.cause);
      case "look": {
        const step = Math.max(0, Math.min(steps, message.step));
        return tell({ type: "looked", step, oldest: 0, newest: steps });
      }
      case "branch":
        if (recording) finish("operator");
        [episode, steps, recording] = [message.episode, message.step, true];
        return tell({ type: "branched", episode, step: message.step });
      default:
        return;
    }
  };
  return port;
}
