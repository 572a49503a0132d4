import { parentPort, workerData } from "node:worker_threads";
import { runEpisode } from "../../shared/learn/evaluation.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";
import { createActor } from "./rollout-driver.ts";
import type { WorkerReply, WorkerRequest, WorkerTask } from "./worker-protocol.ts";

// The entry of a rollout worker thread: one hopper, one actor, one episode per message.
const task = workerData as WorkerTask;
const hopper = createHopper(task.hopper);
const actor = createActor(task.driver);
parentPort?.on("message", ({ index, seed }: WorkerRequest) => {
  parentPort?.postMessage({ index, outcome: runEpisode(actor, hopper, seed) } satisfies WorkerReply);
});
