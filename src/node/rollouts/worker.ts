import { parentPort, workerData } from "node:worker_threads";
import { runEpisode } from "../../shared/learn/evaluation.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";
import { createActor } from "./rollout-driver.ts";
import { createVisitor } from "./visit-episode.ts";
import type { WorkerReply, WorkerRequest, WorkerTask } from "./worker-protocol.ts";

// The entry of a rollout worker thread: one hopper, one driver, one episode per message.
function createDriver(task: WorkerTask): (seed: number) => WorkerReply["outcome"] {
  if (task.kind === "visit") return createVisitor(task.visit);
  const hopper = createHopper(task.hopper);
  const actor = createActor(task.driver);
  return (seed) => runEpisode(actor, hopper, seed);
}

const drive = createDriver(workerData as WorkerTask);
parentPort?.on("message", ({ index, seed }: WorkerRequest) => {
  parentPort?.postMessage({ index, outcome: drive(seed) } satisfies WorkerReply);
});
