import { fork } from "node:child_process";
import type { TrainerProcess } from "../services/services.ts";

/** A trainer in a forked Node process. */
export interface ForkedTrainer extends TrainerProcess {
  /** undefined when it could not be started */
  readonly pid: number | undefined;
}

/** Starts trainers as forked Node processes; `entry` is the built src/node/trainer/process.ts (out/main/trainer.js). */
export function forkTrainer(entry: string): () => ForkedTrainer {
  return () => {
    const child = fork(entry, [], { serialization: "advanced", stdio: ["ignore", "ignore", "inherit", "ipc"] });
    let exited = false;
    const exitListeners: ((code: number | null) => void)[] = [];
    const exit = (code: number | null): void => {
      if (exited) return;
      exited = true;
      for (const listener of exitListeners) listener(code);
    };
    child.on("exit", exit);
    // It could not be started, or not be written to; the second is followed by its exit.
    child.on("error", () => {
      if (child.pid === undefined) exit(-1);
    });
    return {
      pid: child.pid,
      send: (message) => {
        if (child.connected) child.send(message as object);
      },
      onMessage: (listener) => {
        child.on("message", listener);
      },
      onExit: (listener) => {
        exitListeners.push(listener);
      },
      kill: () => {
        child.kill("SIGKILL");
      },
    };
  };
}
