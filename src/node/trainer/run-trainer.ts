import { existsSync } from "node:fs";
import { FailureError } from "../../shared/base/failure.ts";
import type { CurvePoint, JobProgress } from "../../shared/ipc/jobs.ts";
import type { SpawnTrainer } from "../services/services.ts";
import { leftoverFiles } from "./checkpoint-file.ts";
import { trainerMessageSchema } from "./messages.ts";
import type { HostMessage, TrainerMessage, TrainingOrder, TrainingReport } from "./messages.ts";

/** Who listens to a training. */
export interface TrainingListener {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
  readonly onCurve?: (points: readonly CurvePoint[]) => void;
}

/**
 * How long a cancelled trainer may take to stop by itself before it is killed. Killing loses nothing: policies and
 * checkpoints are renamed into place whole.
 */
const CANCEL_GRACE_MS = 100;

/**
 * Runs one training in a process of its own and resolves with its report. FailureError "cancelled" on abort, within 200
 * ms; when the process crashes, FailureError "internal" that says so; else the failure that the trainer reported.
 */
export function runTrainer(
  spawn: SpawnTrainer,
  order: TrainingOrder,
  listener: TrainingListener,
): Promise<TrainingReport> {
  const { signal } = listener;
  if (signal.aborted) return Promise.reject(cancelled(order.out));
  return new Promise((resolve, reject) => {
    const trainer = spawn();
    let grace: NodeJS.Timeout | null = null;
    const send = (message: HostMessage): void => trainer.send(message);
    let over = false;
    let ordered = false;
    const end = (settle: () => void): void => {
      if (over) return;
      over = true;
      signal.removeEventListener("abort", onAbort);
      if (grace !== null) clearTimeout(grace);
      trainer.kill();
      settle();
    };
    const onAbort = (): void => {
      if (!ordered) {
        end(() => reject(cancelled(order.out)));
        return;
      }
      send({ type: "cancel" });
      grace = setTimeout(() => end(() => reject(cancelled(order.out))), CANCEL_GRACE_MS);
    };
    signal.addEventListener("abort", onAbort);

    trainer.onMessage((data) => {
      const parsed = trainerMessageSchema.safeParse(data);
      if (!parsed.success) {
        end(() => reject(new Error(`the trainer sent a malformed message: ${parsed.error.message}`)));
        return;
      }
      const message: TrainerMessage = parsed.data;
      switch (message.type) {
        case "ready":
          ordered = true;
          send({ type: "start", order });
          break;
        case "progress":
          listener.onProgress?.(message.progress);
          break;
        case "curve":
          listener.onCurve?.(message.points);
          break;
        case "done":
          end(() => resolve(message.report));
          break;
        case "failed":
          if (message.failure.kind === "cancelled") {
            end(() => reject(cancelled(order.out)));
            break;
          }
          end(() => reject(new FailureError(message.failure.kind, message.failure.message, message.failure.remedy)));
          break;
      }
    });
    trainer.onExit((code) => end(() => reject(signal.aborted ? cancelled(order.out) : crashed(code, order.out))));
  });
}

function cancelled(out: string): FailureError {
  return new FailureError(
    "cancelled",
    "The training was cancelled.",
    `Start it again when you like. ${keptCheckpoint(out)}`.trim(),
  );
}

function crashed(code: number | null, out: string): FailureError {
  const how = code === null ? "was killed" : `ended with code ${code}`;
  const remedy = `Start the training again; if that happens once more, run pogo doctor. ${keptCheckpoint(out)}`.trim();
  return new FailureError("internal", `The trainer process ${how} before the policy was finished.`, remedy);
}

function keptCheckpoint(out: string): string {
  const { checkpoint, state } = leftoverFiles(out);
  const goOn = existsSync(state) ? `To go on where it stopped: pogo train DATASET --resume ${state}` : "";
  const whole = existsSync(checkpoint) ? `Its last checkpoint is a whole policy file: ${checkpoint}` : "";
  return [goOn, whole].filter((text) => text !== "").join("; ");
}
