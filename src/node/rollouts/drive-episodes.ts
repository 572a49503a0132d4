import { cpus } from "node:os";
import { Worker } from "node:worker_threads";
import { FailureError } from "../../shared/base/failure.ts";
import type { WorkerReply, WorkerRequest, WorkerTask } from "./worker-protocol.ts";

/** Episodes to drive, one per seed. What comes of them depends on task and seeds only, never on the workers. */
export interface DriveOptions<Outcome> {
  readonly seeds: readonly number[];
  /** makes what drives in this thread; it refuses a bad task with its reason, also where workers then do the work */
  readonly createDriver: () => (seed: number) => Outcome;
  readonly task: WorkerTask;
  /** file of the worker's entry; null: everything runs in this thread, an episode at a time */
  readonly workerEntry: string | null;
  /** default: one per core */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onOutcome?: ((outcome: Outcome, done: number) => void) | undefined;
}

/** One outcome per seed, in the order of `seeds`. FailureError "cancelled" on abort. */
export async function driveEpisodes<Outcome extends WorkerReply["outcome"]>(
  options: DriveOptions<Outcome>,
): Promise<readonly Outcome[]> {
  throwIfCancelled(options.signal);
  const { workerEntry } = options;
  const count = Math.min(options.workers ?? cpus().length, options.seeds.length);
  if (workerEntry === null || count < 2) return driveHere(options);
  return driveInWorkers(options, workerEntry, count);
}

async function driveHere<Outcome>({
  seeds,
  createDriver,
  signal,
  onOutcome,
}: DriveOptions<Outcome>): Promise<readonly Outcome[]> {
  const drive = createDriver();
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
    const outcome = drive(seed);
    outcomes.push(outcome);
    onOutcome?.(outcome, outcomes.length);
  }
  return outcomes;
}

async function driveInWorkers<Outcome extends WorkerReply["outcome"]>(
  options: DriveOptions<Outcome>,
  entry: string,
  count: number,
): Promise<readonly Outcome[]> {
  const { seeds, signal, task } = options;
  // Refuses a bad file here, with its reason, instead of in every worker.
  options.createDriver();
  const outcomes: Outcome[] = [];
  const workers: Worker[] = [];
  let onAbort: () => void = () => undefined;
  let next = 0;
  let done = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(cancelled());
      signal?.addEventListener("abort", onAbort);
      const feed = (worker: Worker): void => {
        const seed = seeds[next];
        if (seed === undefined) return;
        worker.postMessage({ index: next, seed } satisfies WorkerRequest);
        next += 1;
      };
      for (let k = 0; k < count; k += 1) {
        const worker = new Worker(entry, { workerData: task });
        workers.push(worker);
        worker.on("error", reject);
        worker.on("exit", (code) => reject(new Error(`a rollout worker ended with code ${code}`)));
        worker.on("message", ({ index, outcome }: { readonly index: number; readonly outcome: Outcome }) => {
          outcomes[index] = outcome;
          done += 1;
          options.onOutcome?.(outcome, done);
          if (done === seeds.length) resolve();
          else feed(worker);
        });
        feed(worker);
      }
    });
    return outcomes;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

function cancelled(): FailureError {
  return new FailureError("cancelled", "The evaluation was cancelled.", "Start it again when you like.");
}
