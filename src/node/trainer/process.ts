import { setPriority } from "node:os";
import { toFailure } from "../../shared/base/failure.ts";
import { rollOut } from "../rollouts/roll-out.ts";
import { visitEpisodes } from "../rollouts/visit-episodes.ts";
import { findBuiltProgram } from "../services/built-program.ts";
import { loadTensorflow } from "../tensorflow/load-tensorflow.ts";
import { openHostChannel } from "./host-channel.ts";
import { loadTrainingData } from "./load-training-data.ts";
import type { TrainingOrder } from "./messages.ts";
import { runTraining } from "./run-training.ts";

// The entry of a trainer process: one training, then the host ends it.
const channel = openHostChannel();
const abort = new AbortController();
// The window and the recorder come first. Threads inherit it, so it is set before there are any.
setPriority(10);
// Ctrl-C reaches the whole process group; the host decides what it means.
process.on("SIGINT", () => undefined);

const workerEntry = findBuiltProgram("rollout-worker");

async function train(order: TrainingOrder): Promise<void> {
  try {
    const report = await runTraining(order, {
      signal: abort.signal,
      onProgress: (progress) => channel.send({ type: "progress", progress }),
      onCurve: (points) => channel.send({ type: "curve", points: [...points] }),
      loadTensorflow,
      loadDataset: loadTrainingData,
      rollOut: (bytes, seeds, onDone) =>
        rollOut({
          driver: { kind: "policy", bytes },
          seeds,
          workerEntry,
          ...(order.workers === null ? {} : { workers: order.workers }),
          signal: abort.signal,
          onOutcome: (_, done) => onDone(done),
        }),
      visit: (visit, seeds, onDone) =>
        visitEpisodes({
          visit,
          seeds,
          workerEntry,
          workers: order.workers ?? undefined,
          signal: abort.signal,
          onDone,
        }),
    });
    channel.send({ type: "done", report });
  } catch (error) {
    channel.send({ type: "failed", failure: toFailure(error) });
  }
}

channel.listen((message) => {
  if (message.type === "cancel") abort.abort();
  else void train(message.order);
});
channel.send({ type: "ready" });
