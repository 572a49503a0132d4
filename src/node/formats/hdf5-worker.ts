import { parentPort } from "node:worker_threads";
import { answerHdf5 } from "./hdf5-answer.ts";
import type { Hdf5Request } from "./hdf5-protocol.ts";

// The entry of the thread that runs the HDF5 library: one request, one answer.
parentPort?.on("message", (request: Hdf5Request) => {
  void answerHdf5(request).then((reply) => parentPort?.postMessage(reply));
});
